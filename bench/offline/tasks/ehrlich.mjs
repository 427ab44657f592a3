/**
 * Ehrlich functions: sequences under a chain with banned transitions score by the motifs, with
 * gaps, that they hold (Stanton et al. 2024, arXiv:2407.00236). Visible are 2,500 draws of the
 * chain and 2,500 mutants of them, up to the 80th percentile.
 */
import { expectNear, mulberry32, percentile, sharedData } from "./shared.mjs";

/** The function of a fixture: 0 to 1, or null where a sequence is not feasible. */
function scorer({ transition_matrix: banned, motifs, spacings, quantization }) {
  const offsets = spacings.map((gaps) => {
    const places = [0];
    for (const gap of gaps) places.push(places.at(-1) + gap);
    return places;
  });
  const share = (x, motif, places) => {
    const step = Math.ceil(motif.length / quantization);
    let most = 0;
    for (let at = 0; at + places.at(-1) < x.length; at++) {
      const found = motif.filter((state, i) => x[at + places[i]] === state).length;
      most = Math.max(most, found);
    }
    return Math.floor(most / step) / (motif.length / step);
  };
  return (x) => {
    for (let i = 1; i < x.length; i++) if (!(banned[x[i - 1]][x[i]] > 0)) return null;
    return motifs.reduce((product, motif, i) => product * share(x, motif, offsets[i]), 1);
  };
}

function drawFrom(weights, draw) {
  let rest = draw() * weights.reduce((sum, weight) => sum + weight, 0);
  const state = weights.findIndex((weight) => {
    rest -= weight;
    return rest < 0;
  });
  return state < 0 ? weights.findLastIndex((weight) => weight > 0) : state;
}

function chain({ transition_matrix, dim, init_x }, draw) {
  const x = [init_x[Math.floor(draw() * init_x.length)][0]];
  while (x.length < dim) x.push(drawFrom(transition_matrix[x.at(-1)], draw));
  return x;
}

/** One to four positions changed, feasible. */
function mutant(x, states, feasible, draw) {
  for (;;) {
    const changed = [...x];
    for (let i = 1 + Math.floor(4 * draw()); i > 0; i--) {
      changed[Math.floor(draw() * x.length)] = Math.floor(draw() * states);
    }
    if (feasible(changed)) return changed;
  }
}

export function ehrlich(fixture, name) {
  const bytes = sharedData(`ehrlich/${fixture}.json`);
  if (bytes === null) return null;
  const instance = JSON.parse(bytes.toString());
  const value = scorer(instance);
  expectNear(`${name}, the optimum`, value(instance.optimal), 1);
  instance.init_x.forEach((x, i) => {
    expectNear(`${name}, initial solution ${i}`, value(x) ?? -1, Math.max(instance.init_y[i], -1));
  });
  const draw = mulberry32(12345);
  const chains = Array.from({ length: 2500 }, () => chain(instance, draw));
  const feasible = (x) => value(x) !== null;
  const all = [...chains, ...chains.map((x) => mutant(x, instance.num_states, feasible, draw))];
  const scores = all.map(value);
  const edge = percentile(scores, 80);
  const visible = scores.map((_, i) => i).filter((i) => scores[i] <= edge);
  const names = (x) => x.map((state) => `s${state}`);
  const known = (x) => value(x.map((state) => Number(state.slice(1))));
  return {
    name,
    exact: true,
    data: { X: visible.map((i) => names(all[i])), y: visible.map((i) => scores[i]) },
    /** A sequence that is not feasible scores nothing. */
    score: (x) => known(x) ?? 0,
    share: { label: "feasible", of: (x) => (known(x) === null ? 0 : 1) },
    random(seed, count) {
      const next = mulberry32(seed);
      return Array.from({ length: count }, () => names(chain(instance, next)));
    },
  };
}
