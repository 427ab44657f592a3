import type { Prediction } from "./sampler.js";
import type { TrialOrigin } from "./trial.js";

/** One thing that happened to a study, as saved studies and journals tell it. */
export type ReplayStep =
  | {
      readonly type: "add";
      readonly params: unknown;
      readonly origin: TrialOrigin;
      readonly prediction: Prediction | null;
    }
  | { readonly type: "complete"; readonly number: number; readonly values: unknown }
  | {
      readonly type: "close";
      readonly number: number;
      readonly state: "failed" | "abandoned";
      readonly reason: string;
    }
  | { readonly type: "enqueue"; readonly params: unknown }
  | { readonly type: "dequeue"; readonly position: number };
