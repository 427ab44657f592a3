/**
 * Better designs from a table of measurements, when no further experiment can be made.
 *
 * The table is 400 designs of a problem with six numbers and a known truth, of which the better part
 * is hidden: so the proposals can be judged at the end, which real use cannot.
 */
import { optimizeOffline } from "steinbock/offline";
import { hartmann6 } from "steinbock/problems";

const truth = (x) => -hartmann6.evaluate(x);

// Replace this by your own table: an array of records and the name of the column to improve, or
// { X, y }. Columns may hold numbers, texts and booleans.
const measured = Array.from({ length: 1000 }, (_, i) => {
  const x = [2, 3, 5, 7, 11, 13].map((prime) => ((i + 1) * Math.sqrt(prime)) % 1);
  return { x, score: truth(x) };
});
const table = measured.sort((a, b) => a.score - b.score).slice(0, 400);

const { candidates, data, validation } = await optimizeOffline(
  { X: table.map(({ x }) => x), y: table.map(({ score }) => score) },
  { candidates: 5, seed: 1 },
);

console.log(`best of ${data.rows} rows: ${data.best.toFixed(3)}`);
console.log(`rank correlation on rows kept aside: ${validation.rankCorrelation.toFixed(2)}`);
console.log("predicted         distance  truth");
for (const { x, score, deviation, distance } of candidates) {
  const prediction = `${score.toFixed(3)} ± ${deviation.toFixed(3)}`;
  console.log(`${prediction.padEnd(16)}  ${distance.toFixed(2).padEnd(8)}  ${truth(x).toFixed(3)}`);
}
console.log(`rows lie ${data.typicalDistance.toFixed(2)} from their nearest, as a rule`);
