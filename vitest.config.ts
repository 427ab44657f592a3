import { defineConfig } from "vitest/config";

// These look at the built package, which is made once before them.
const packaged = ["test/package/**/*.test.ts", "test/determinism/**/*.test.ts"];
// The packed package, installed and run in every engine.
const runtimes = ["test/runtimes/*.test.ts"];
// The demo site, which is built once before them.
const demo = ["test/demo/**/*.test.ts"];
// Only a hang should meet it, on a machine however busy.
const testTimeout = 180_000;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "units",
          include: ["test/**/*.test.ts"],
          exclude: [...packaged, ...runtimes, ...demo, "**/node_modules/**"],
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
      {
        test: {
          name: "demo",
          include: demo,
          globalSetup: "test/support/build-demo.ts",
          testTimeout,
          hookTimeout: testTimeout,
        },
      },
      {
        test: {
          name: "runtimes",
          include: runtimes,
          globalSetup: "test/support/build-package.ts",
          testTimeout,
          hookTimeout: testTimeout,
        },
      },
    ],
  },
});
