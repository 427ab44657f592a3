/** `npm start [-- design | tune] [numbers]`: the main jobs, by name; without one, design. */
const jobs = ["design", "tune"];

const [first] = process.argv.slice(2);
// A number belongs to the job.
const named = first !== undefined && !/^[-+.]?\d/.test(first);
const job = named ? first : jobs[0];
if (!jobs.includes(job)) {
  console.error(`npm start knows no "${job}": say npm start -- ${jobs.join(" or npm start -- ")}`);
  process.exit(1);
}
// A job reads what follows its name.
if (named) process.argv.splice(2, 1);
await import(`./${job}/main.mjs`);
