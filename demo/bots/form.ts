/**
 * A report with a form: text, one choice of three, and pictures that are uploaded with it. What was chosen when the form was
 * opened travels in its custom id.
 */

import { command, defineBot, modal, option } from "anycord";
import { customId, ui } from "anycord/commands";
import { run } from "../run.ts";

export const bot = defineBot({
  commands: {
    report: command({
      description: "Reports somebody to the moderators",
      options: { who: option.user("Whom", { required: true }) },
      run: (i) =>
        i.showModal(
          ui.form({
            custom_id: customId("report:{who}", { who: i.options.who.id }),
            title: `About ${i.options.who.username}`.slice(0, 45),
            components: [
              ui.label("What happened?", ui.textInput({ custom_id: "what", style: 2, max_length: 1000 })),
              ui.label("How bad is it?", ui.radioGroup({ custom_id: "grade", options: grades })),
              ui.label("Pictures", ui.fileUpload({ custom_id: "pictures", required: false, max_values: 5 })),
            ],
          }),
        ),
    }),
  },
  components: {
    "report:{who}": modal((i) => {
      const pictures = i.fields.files("pictures").map(({ filename, size }) => `${filename} (${size} bytes)`);
      const lines = [
        `<@${i.params.who}>: ${i.fields.text("what")}`,
        `Grade: ${i.fields.choice("grade") ?? "unknown"}`,
        `Pictures: ${pictures.join(", ") || "none"}`,
      ];
      return i.reply({ content: lines.join("\n"), ephemeral: true });
    }),
  },
});

const grades = [
  { label: "Annoying", value: "annoying" },
  { label: "Hurtful", value: "hurtful" },
  { label: "Dangerous", value: "dangerous" },
];

if (import.meta.main) await run({ ...bot, sync: "global" });
