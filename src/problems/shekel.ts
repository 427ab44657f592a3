import { box, type Problem, problem } from "./problem.js";

const BETA = [1, 2, 2, 4, 4, 6, 3, 7, 5, 5];
/** Centres of the wells: the first and third coordinates, the second and fourth. */
const ODD = [4, 1, 8, 6, 3, 2, 5, 8, 6, 7];
const EVEN = [4, 1, 8, 6, 7, 9, 3, 1, 2, 3.6];

/** Shekel with ten wells in four inputs. */
export const shekel: Problem = problem({
  name: "Shekel",
  bounds: box(4, 0, 10),
  optimum: -10.5364431534835,
  minimizers: [[4.00074686827063, 3.99950948008577, 4.00074686827063, 3.99950948008577]],
  evaluate(x) {
    let sum = 0;
    for (let i = 0; i < 10; i++) {
      let distance = BETA[i]! / 10;
      for (let j = 0; j < 4; j++) {
        const gap = x[j]! - (j % 2 === 0 ? ODD : EVEN)[i]!;
        distance += gap * gap;
      }
      sum -= 1 / distance;
    }
    return sum;
  },
});
