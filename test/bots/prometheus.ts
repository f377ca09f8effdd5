/** Reads Prometheus' text format, as strictly as its description is written, and throws at the first line that breaks it. */

/** What was told: a value for each name with labels, `anycord_frames_total{direction="in"}`. */
export type Scraped = ReadonlyMap<string, number>;

const NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const LABEL = String.raw`[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"`;
const HELP = new RegExp(`^# HELP (${NAME}) \\S.*$`);
const TYPE = new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram)$`);
const SAMPLE = new RegExp(`^(${NAME})(\\{${LABEL}(?:,${LABEL})*\\})? (-?\\d+(?:\\.\\d+)?(?:e-?\\d+)?)$`);
const SUFFIXES: Readonly<Record<string, readonly string[]>> = {
  counter: [""],
  gauge: [""],
  histogram: ["_bucket", "_sum", "_count"],
};

/** Reads one answer. */
export function readScrape(text: string): Scraped {
  if (!text.endsWith("\n")) throw new Error("The last line does not end.");
  const values = new Map<string, number>();
  const families = new Set<string>();
  let [family, type] = ["", ""];
  for (const line of text.trimEnd().split("\n")) {
    const [, help] = HELP.exec(line) ?? [];
    const [, typed, kind] = TYPE.exec(line) ?? [];
    const [, name, labels = "", value] = SAMPLE.exec(line) ?? [];
    if (help !== undefined) {
      if (families.has(help)) throw new Error(`${help} comes twice.`);
      families.add(help);
      [family, type] = [help, ""];
    } else if (typed !== undefined && kind !== undefined) {
      if (typed !== family || type !== "") throw new Error(`TYPE in the wrong place: ${line}`);
      if ((kind === "counter") !== typed.endsWith("_total")) throw new Error(`A ${kind} by the name ${typed}.`);
      type = kind;
    } else if (name !== undefined) {
      if (!SUFFIXES[type]?.some((suffix) => family + suffix === name)) throw new Error(`Not of ${family}: ${line}`);
      if (values.has(name + labels)) throw new Error(`Told twice: ${line}`);
      values.set(name + labels, Number(value));
    } else throw new Error(`Not in the format: ${line}`);
  }
  return values;
}
