import { defineConfig } from "tsup";

/** One ESM build, one entry per subpath; the declarations come from tsc (tsconfig.build.json). */
export default defineConfig({
  entry: Object.fromEntries(
    ["mod", "gateway/mod", "rest/mod", "commands/mod", "interactions/mod", "discord/mod", "testing/mod"].map((name) => [
      name,
      `src/${name}.ts`,
    ]),
  ),
  format: ["esm"],
  platform: "neutral",
  target: "es2022",
  splitting: true,
  sourcemap: true,
  clean: true,
  dts: false,
});
