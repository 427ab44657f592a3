/** How a model of the Pareto set is saved, and read again. */
import { FormatError } from "../errors.js";
import { GaussianProcess, type GaussianProcessData } from "../gp/index.js";
import { type Space, spaceFromJSON } from "../space/index.js";
import type { Objectives } from "../study/index.js";
import { Feasibility, type SavedConstraint } from "./feasibility.js";
import { decodeFloats, encodeFloats } from "./floats.js";
import { Network } from "./network.js";
import type { Standard } from "./standard.js";
import type { Convention } from "./weights.js";

const FORMAT = "steinbock/pareto-set";
const VERSION = 1;

/** The saved form: one JSON object. */
export interface ParetoSetModelData {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly space: Space;
  readonly objectives: Objectives;
  readonly convention: Convention;
  readonly width: number;
  /** Float32 parameters, little-endian, in base64. */
  readonly parameters: string;
  readonly standards: readonly Standard[];
  readonly surrogates: readonly GaussianProcessData[];
  /** Left out where there are none. */
  readonly constraints?: readonly SavedConstraint[];
  /** Evaluated designs in the unit cube, n × d. */
  readonly points: readonly number[];
}

/** What a model consists of: the network, what it was trained on, and what its numbers mean. */
export interface ModelParts<S extends Space, O extends Objectives> {
  readonly space: S;
  readonly objectives: O;
  readonly convention: Convention;
  readonly network: Network;
  readonly models: readonly GaussianProcess[];
  readonly standards: readonly Standard[];
  readonly feasibility: Feasibility;
  /** Evaluated designs in the unit cube, n × d. */
  readonly points: Float64Array;
}

/** The parts of a saved model, given as text or parsed. Throws `FormatError`. */
export function readModel<S extends Space, O extends Objectives>(
  json: ParetoSetModelData | string,
): ModelParts<S, O> {
  const saved = (typeof json === "string" ? JSON.parse(json) : json) as ParetoSetModelData;
  if (saved?.format !== FORMAT) throw new FormatError("Pareto-set model", saved?.format, FORMAT);
  if (saved.version !== VERSION) {
    throw new FormatError("version of the Pareto-set model", saved.version, VERSION);
  }
  const space = spaceFromJSON(saved.space) as S;
  const objectives = saved.objectives as O;
  const d = Object.keys(space).length;
  const network = new Network(Object.keys(objectives).length, d, saved.width);
  const parameters = decodeFloats(saved.parameters);
  if (parameters.length !== network.size) {
    throw new FormatError("parameters of the network", parameters.length, network.size);
  }
  network.parameters = parameters;
  return {
    space,
    objectives,
    convention: saved.convention,
    network,
    models: saved.surrogates.map((surrogate) => GaussianProcess.from(surrogate)),
    standards: saved.standards,
    feasibility: Feasibility.from(d, saved.constraints ?? []),
    points: Float64Array.from(saved.points),
  };
}

/** The saved form. */
export function saveModel(parts: ModelParts<Space, Objectives>): ParetoSetModelData {
  const { space, objectives, convention, network, models, standards, feasibility, points } = parts;
  return {
    format: FORMAT,
    version: VERSION,
    space,
    objectives,
    convention,
    width: network.width,
    parameters: encodeFloats(network.parameters),
    standards,
    surrogates: models.map((model) => model.toJSON()),
    ...(feasibility.limited && { constraints: feasibility.toJSON() }),
    points: Array.from(points),
  };
}
