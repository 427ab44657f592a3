/** The table that the page begins with, made into CSV while the site is built. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";
import { writeCsv } from "../../src/csv/index.js";

const MODULE = "virtual:cars.csv";

/** Columns of the table, and what the data set calls them. */
const columns = {
  cylinders: "Cylinders",
  displacement: "Displacement",
  horsepower: "Horsepower",
  weight: "Weight_in_lbs",
  acceleration: "Acceleration",
  year: "Year",
  origin: "Origin",
  mpg: "Miles_per_Gallon",
} as const;

type Car = Readonly<Record<(typeof columns)[keyof typeof columns], string | number | null>>;

/** The 392 complete cars of the ASA's 1983 data set: cubic inches, horsepower, lb, s, mpg. */
function cars(): string {
  const folder = createRequire(import.meta.url).resolve("vega-datasets");
  const text = readFileSync(new URL("../data/cars.json", `file://${folder}`), "utf8");
  const complete = (JSON.parse(text) as Car[]).filter((car) => !Object.values(car).includes(null));
  const rows = complete.map((car) =>
    Object.values(columns).map((name) =>
      name === "Year" ? Number(String(car.Year).slice(0, 4)) : car[name],
    ),
  );
  return writeCsv([Object.keys(columns), ...rows]);
}

export function carsPlugin(): Plugin {
  return {
    name: "cars",
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load: (id) => (id === `\0${MODULE}` ? `export default ${JSON.stringify(cars())};` : null),
  };
}
