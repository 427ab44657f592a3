// The worker of offline-pool.test.ts, in Node and in Chromium.
import { serve } from "../../build/dist/worker/index.js";

serve();
