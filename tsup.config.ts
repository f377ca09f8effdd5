import { defineConfig } from "tsup";
import manifest from "./package.json" with { type: "json" };

const SUBPATHS = Object.keys(manifest.exports).filter((subpath) => subpath !== "./package.json");

/** One ESM build, one entry per subpath; the declarations come from tsc (tsconfig.build.json). */
export default defineConfig({
  entry: Object.fromEntries(
    [...SUBPATHS.map((subpath) => `${subpath}/mod`.replace("./", "")), "cli/main"].map((name) => [
      name,
      `src/${name}.ts`,
    ]),
  ),
  external: [/^node:/],
  format: ["esm"],
  platform: "neutral",
  target: "es2022",
  splitting: true,
  sourcemap: true,
  clean: true,
  dts: false,
});
