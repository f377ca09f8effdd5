import { defineConfig } from "vitest/config";

const src = new URL("./src/", import.meta.url).pathname;

export default defineConfig({
  // The example bots import what users import; here that is the source, not the build.
  resolve: {
    alias: [
      { find: /^anycord$/, replacement: `${src}mod.ts` },
      { find: /^anycord\/(\w+)$/, replacement: `${src}$1/mod.ts` },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/runtimes/**", "test/long/**", "test/bench/**", "test/peers/**", "**/node_modules/**"],
    // No module here keeps anything between two uses, so the files share a process: a third of the time.
    isolate: false,
    typecheck: { enabled: false, include: ["test/**/*.test-d.ts"], tsconfig: "./tsconfig.test.json" },
  },
});
