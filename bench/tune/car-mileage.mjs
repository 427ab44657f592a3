/**
 * The learner to be tuned: LIBSVM's support vector regression of a car's mileage from its engine,
 * weight, age and origin, on the 392 complete cars of the ASA's 1983 data set (package
 * vega-datasets). The error is that of five-fold cross-validation, in miles per gallon.
 */
import { readFileSync } from "node:fs";

const SVM = await loadLibsvm();
const table = new URL("../data/cars.json", import.meta.resolve("vega-datasets"));
const cars = JSON.parse(readFileSync(table, "utf8")).filter(
  (car) => !Object.values(car).includes(null),
);
const mileage = cars.map((car) => car.Miles_per_Gallon);
const features = standardizedColumns(
  cars.map((car) => [
    car.Cylinders,
    car.Displacement,
    car.Horsepower,
    car.Weight_in_lbs,
    car.Acceleration,
    Number(car.Year.slice(0, 4)),
    ...["USA", "Europe", "Japan"].map((origin) => Number(car.Origin === origin)),
  ]),
);

/** What the regression predicts in place of the mileage itself, and the way back. */
const targets = {
  mileage: { from: (mpg) => mpg, back: (mpg) => mpg },
  "log mileage": { from: Math.log, back: Math.exp },
  consumption: { from: (mpg) => 1 / mpg, back: (gallons) => 1 / gallons },
};

const folds = 5;

/**
 * Root mean squared error of the held-out fifths, miles per gallon. `age` and `origin` weigh those
 * inputs against the others, whose deviation is 1; cost, gamma and epsilon are LIBSVM's.
 */
export function crossValidatedError({ target, cost, gamma, epsilon, age, origin }) {
  const { from, back } = targets[target];
  const { values, mean, deviation } = standardized(mileage.map(from));
  const weights = [1, 1, 1, 1, 1, age, origin, origin, origin];
  const inputs = features.map((row) => row.map((value, i) => value * weights[i]));
  const rows = cars.map((_, row) => row);
  let sum = 0;
  for (let fold = 0; fold < folds; fold++) {
    const held = rows.filter((row) => row % folds === fold);
    const kept = rows.filter((row) => row % folds !== fold);
    const svm = new SVM({
      type: SVM.SVM_TYPES.EPSILON_SVR,
      kernel: SVM.KERNEL_TYPES.RBF,
      cost,
      gamma,
      epsilon,
      quiet: true,
    });
    svm.train(pick(inputs, kept), pick(values, kept));
    for (const row of held) {
      const predicted = back(svm.predictOne(inputs[row]) * deviation + mean);
      sum += (predicted - mileage[row]) ** 2;
    }
    svm.free();
  }
  return Math.sqrt(sum / cars.length);
}

/** libsvm-js would fetch its binary by a path, and say so when Node refuses; then it reads the file. */
async function loadLibsvm() {
  const { fetch } = globalThis;
  globalThis.fetch = undefined;
  try {
    return await (await import("libsvm-js")).default;
  } finally {
    globalThis.fetch = fetch;
  }
}

function pick(values, rows) {
  return rows.map((row) => values[row]);
}

function standardized(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length,
  );
  return { values: values.map((value) => (value - mean) / deviation), mean, deviation };
}

function standardizedColumns(rows) {
  const columns = rows[0].map((_, column) => standardized(rows.map((row) => row[column])).values);
  return rows.map((_, row) => columns.map((column) => column[row]));
}
