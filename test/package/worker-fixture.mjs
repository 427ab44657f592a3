// The worker of worker.test.ts, in Node and in Chromium.
import { serve } from "../../build/dist/worker/index.js";

serve({
  functions: {
    hang: () => {
      for (;;);
    },
    die: () => {
      setTimeout(() => {
        throw new Error("out of the blue");
      });
      return new Promise(() => {});
    },
  },
});
