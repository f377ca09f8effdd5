/** What builders give, and what they refuse. */

import { describe, expect, it } from "vitest";
import { ui } from "../../src/commands/ui.ts";

const ok = (id = "ok") => ui.button({ custom_id: id, label: "OK" });
const future = { type: 99, custom_id: "f", anything: { deep: [1, { type: 98 }] } };

describe("Builders", () => {
  it("give Discord's JSON", () => {
    expect(ui.row(ok(), ui.link({ url: "https://example.org", label: "Go" }))).toEqual({
      type: 1,
      components: [
        { type: 2, style: 2, custom_id: "ok", label: "OK" },
        { type: 2, style: 5, url: "https://example.org", label: "Go" },
      ],
    });
    expect(ui.container([ui.text("hi"), ui.separator({ spacing: 1 })], { accent_color: 1 })).toEqual({
      type: 17,
      accent_color: 1,
      components: [
        { type: 10, content: "hi" },
        { type: 14, spacing: 1 },
      ],
    });
    expect(ui.label("Name", ui.textInput({ custom_id: "n", required: false }))).toEqual({
      type: 18,
      label: "Name",
      component: { type: 4, style: 1, custom_id: "n", required: false },
    });
  });

  it.each<[RegExp, () => unknown]>([
    [
      /Button: label has 81 characters; Discord takes 1 to 80/,
      () => ui.button({ custom_id: "x", label: "l".repeat(81) }),
    ],
    [/Button: custom_id has 0 characters/, () => ui.button({ custom_id: "", label: "l" })],
    [/no label and no emoji/, () => ui.button({ custom_id: "x" })],
    [/a button of style 2 has no url/, () => ui.button({ custom_id: "x", label: "l", url: "u" } as never)],
    [/a button of style 6 needs sku_id/, () => ui.premium({} as never)],
    [/a select shares a row/, () => ui.row(ok(), ui.userSelect({ custom_id: "u" }))],
    [/ActionRow: components has 6 items/, () => ui.row(...Array.from({ length: 6 }, (_, n) => ok(`b${n}`)))],
    [/options has 0 items/, () => ui.stringSelect({ custom_id: "s", options: [] })],
    [
      /options.0: label has 101/,
      () => ui.stringSelect({ custom_id: "s", options: [{ label: "l".repeat(101), value: "v" }] }),
    ],
    [
      /max_values is above the number of options/,
      () => ui.stringSelect({ custom_id: "s", max_values: 2, options: [{ label: "l", value: "v" }] }),
    ],
    [/min_values is above its maximum/, () => ui.userSelect({ custom_id: "u", min_values: 3, max_values: 2 })],
    [/required, but min_values is 0/, () => ui.fileUpload({ custom_id: "f", required: true, min_values: 0 })],
    [/file.url must be attachment/, () => ui.file({ file: { url: "https://example.org/x" } })],
    [
      /Section: components has 4 items/,
      () => ui.section({ components: ["1", "2", "3", "4"].map(ui.text), accessory: ok() }),
    ],
    [
      /accessory: a TextDisplay cannot stand here/,
      () => ui.section({ components: [ui.text("1")], accessory: ui.text("x") as never }),
    ],
    [
      /items has 11 items/,
      () => ui.gallery(...Array.from({ length: 11 }, () => ({ media: { url: "https://example.org/x" } }))),
    ],
    [
      /Container, components.0: a Container cannot stand here/,
      () => ui.container([ui.container([ui.text("x")]) as never]),
    ],
    [/Label: label has 46/, () => ui.label("l".repeat(46), ui.checkbox({ custom_id: "c" }))],
    [/nothing in a form can be disabled/, () => ui.label("l", ui.userSelect({ custom_id: "u", disabled: true }))],
    [/Label, component: a Button cannot stand here/, () => ui.label("l", ok() as never)],
    [/RadioGroup: options has 1 items/, () => ui.radioGroup({ custom_id: "r", options: [{ label: "l", value: "v" }] })],
    [
      /CheckboxGroup: options has 11/,
      () =>
        ui.checkboxGroup({
          custom_id: "r",
          options: Array.from({ length: 11 }, (_, n) => ({ label: "l", value: `${n}` })),
        }),
    ],
    [
      /title has 46 of at most 45/,
      () => ui.form({ custom_id: "f", title: "t".repeat(46), components: [ui.text("x")] }),
    ],
    [
      /components has 6 of at most 5/,
      () => ui.form({ custom_id: "f", title: "t", components: Array.from({ length: 6 }, () => ui.text("x")) }),
    ],
    [/two components have the custom id "a"/, () => ui.message({ components: [ui.row(ok("a")), ui.row(ok("a"))] })],
    [/more than 5 rows/, () => ui.message({ components: Array.from({ length: 6 }, (_, n) => ui.row(ok(`b${n}`))) })],
    [/message, components.0: a Button cannot stand here/, () => ui.message({ components: [ok() as never] })],
  ])("refuse what Discord refuses: %s", (text, build) => {
    expect(build).toThrow(text);
  });

  it("refuse content and embeds beside components of the second version [line 125]", () => {
    expect(() => ui.message({ content: "x", components: [ui.text("y")] })).toThrow(/content cannot stand beside/);
    expect(() => ui.message({ embeds: [{ title: "x" }], components: [ui.text("y")] })).toThrow(/embeds cannot stand/);
    expect(() => ui.message({ content: "x", flags: 1 << 15, components: [ui.row(ok())] })).toThrow(/content cannot/);
    expect(ui.message({ content: "", embeds: [], components: [ui.text("y")] }).flags).toBe(1 << 15);
    expect(ui.message({ content: "x", components: [ui.row(ok())] })).not.toHaveProperty("flags");
  });

  it("refuse more than 40 components, the nested ones counted [line 125]", () => {
    const texts = (count: number) => Array.from({ length: count }, () => ui.text("x"));
    const section = (n: number) => ui.section({ components: texts(1), accessory: ok(`s${n}`) });
    const sections = (count: number) => Array.from({ length: count }, (_, n) => section(n));
    expect(ui.message({ components: [ui.container(sections(13))] }).flags).toBe(1 << 15);
    expect(() => ui.message({ components: [ui.container([...sections(13), ui.text("41st")])] })).toThrow(
      /it has 41 components; Discord takes 40/,
    );
  });

  it("let components of unknown types through, unchanged [line 126]", () => {
    const built = ui.message({ components: [ui.container([{ ...future, custom_id: "g" } as never]), future as never] });
    expect(JSON.parse(JSON.stringify(built)).components).toEqual([
      { type: 17, components: [{ ...future, custom_id: "g" }] },
      future,
    ]);
  });
});
