/** Something a user may want to know; the result is usable. */
export type Warning =
  | {
      /** The covariance matrix had a factor only with more on its diagonal than 1e-6. */
      readonly code: "JITTER";
      /** What was added, in the model's units. */
      readonly jitter: number;
      readonly message: string;
    }
  | {
      /** The fit ended at a limit or broke off: hyperparameters are the best that were seen. */
      readonly code: "NOT_CONVERGED";
      readonly message: string;
    }
  | {
      /** An output does not vary: it is predicted with a standard deviation of about 1. */
      readonly code: "CONSTANT_OUTPUT";
      readonly output: number;
      readonly message: string;
    };
