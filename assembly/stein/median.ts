import { at } from "../memory/access";

/** The value of rank `rank` (from 0); reorders the values. Quickselect: O(count) on average. */
function select(values: usize, count: i32, rank: i32): f64 {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const pivot = load<f64>(at(values, (low + high) >> 1));
    let i = low;
    let j = high;
    while (i <= j) {
      while (load<f64>(at(values, i)) < pivot) i++;
      while (load<f64>(at(values, j)) > pivot) j--;
      if (i > j) break;
      const swap = load<f64>(at(values, i));
      store<f64>(at(values, i++), load<f64>(at(values, j)));
      store<f64>(at(values, j--), swap);
    }
    if (rank <= j) high = j;
    else if (rank >= i) low = i;
    else break;
  }
  return load<f64>(at(values, rank));
}

/** The median, for an even count the mean of the two in the middle; reorders the values. */
export function median(values: usize, count: i32): f64 {
  const upper = select(values, count, count >> 1);
  return count & 1 ? upper : 0.5 * (upper + select(values, count, (count >> 1) - 1));
}
