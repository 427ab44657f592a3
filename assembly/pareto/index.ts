/** Dominance and hypervolume of points in several objectives, all minimized. */
export { pareto_contributions } from "./contributions";
export { pareto_ehvi } from "./ehvi";
export { pareto_hypervolume } from "./hypervolume";
export { pareto_improvement, pareto_partition_improvement } from "./improvement";
export { pareto_igd, pareto_r2 } from "./indicators";
export {
  pareto_partition,
  pareto_partition_bounds,
  pareto_partition_count,
  pareto_partition_room,
  pareto_partition_size,
} from "./partition";
export { pareto_rank } from "./rank";
export { pareto_select } from "./select";
