import { defineConfig } from "vitest/config";

// These look at the built package, which is made once before them.
const packaged = ["test/package/**/*.test.ts", "test/determinism/**/*.test.ts"];
const testTimeout = 60_000;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "units",
          include: ["test/**/*.test.ts"],
          exclude: [...packaged, "**/node_modules/**"],
          testTimeout,
        },
      },
      {
        test: {
          name: "package",
          include: packaged,
          globalSetup: "test/support/build-package.ts",
          testTimeout,
          hookTimeout: testTimeout,
        },
      },
    ],
  },
});
