/** Rounds of learning: designs are chosen and models trained in the worker, and shown here. */
import { ParetoSetLearner, type ParetoSetModel } from "steinbock/pareto";
import { pool } from "../shared/pool.js";
import { objectives, reference, share, simulate, space, type Values } from "./problem.js";

export const FIRST = 20;
export const ROUNDS = 12;
const BATCH = 5;
/** Places of the learnt front that are drawn. */
const PLACES = 121;

type Model = ParetoSetModel<typeof space, typeof objectives>;

export interface History {
  readonly evaluations: number;
  readonly share: number;
}

export class Learning {
  readonly learner = new ParetoSetLearner({ space, objectives, initialDesign: FIRST });
  readonly history: History[] = [];
  model: Model | null = null;
  /** What the model expects along the preferences from light to stiff. */
  curve: Values[] = [];
  round = 0;

  get done(): boolean {
    return this.round > ROUNDS;
  }

  get evaluated(): Values[] {
    return this.learner.trials.flatMap(({ values }) => (values === null ? [] : [values]));
  }

  /** One round: ask, simulate, tell, learn. */
  async next(signal: AbortSignal): Promise<void> {
    const count = this.round === 0 ? FIRST : BATCH;
    const batch = await pool.ask(this.learner.study, { count, signal });
    try {
      this.learner.tell(
        batch,
        batch.map(({ params }) => simulate(params)),
      );
      this.model = await pool.learn(this.learner, { signal });
    } finally {
      this.round++;
      const reached = share(this.learner.hypervolume(reference));
      this.history.push({ evaluations: this.learner.trials.length, share: reached });
    }
    this.curve = Array.from({ length: PLACES }, (_, i) => this.expected(i / (PLACES - 1)));
  }

  /** The design for a weight of stiffness; of lightness it is what remains. */
  solution(stiff: number) {
    return this.model!.solution([1 - stiff, stiff]);
  }

  expected(stiff: number): Values {
    const { volume, displacement } = this.solution(stiff).predicted;
    return { volume: volume.mean, displacement: displacement.mean };
  }
}
