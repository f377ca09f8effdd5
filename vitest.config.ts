import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/runtimes/**", "test/long/**", "test/bench/**", "test/peers/**", "**/node_modules/**"],
    // No module here keeps anything between two uses, so the files share a process: a third of the time.
    isolate: false,
    typecheck: { enabled: false, include: ["test/**/*.test-d.ts"], tsconfig: "./tsconfig.test.json" },
  },
});
