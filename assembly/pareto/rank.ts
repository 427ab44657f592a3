/**
 * Non-dominated sorting: the fronts of a set, or only the first few.
 *
 * Rows are taken in lexicographic order, so that none can dominate an earlier one; the front of a
 * row is then found by binary search over the fronts so far, whose members are searched newest
 * first, since near neighbours in the order are the likeliest to dominate.
 * Source: Zhang, Tian, Cheng and Jin 2015, "An efficient approach to nondominated sorting" (ENS-BS).
 */
import { scratch_allocate, scratch_mark, scratch_release } from "../memory/scratch";
import { OK, OUT_OF_MEMORY } from "../status";
import { gatherOrdered } from "./hypervolume";
import { indexOf, orderBytes, sortRows } from "./order";
import { covers, strideOf } from "./recursion";

function word(words: usize, i: i32): i32 {
  return load<i32>(words + ((<usize>i) << 2));
}

function setWord(words: usize, i: i32, value: i32): void {
  store<i32>(words + ((<usize>i) << 2), value);
}

/** Whether a member of a front, a linked list that begins at `member`, covers the row. */
function frontCovers(k: i32, rows: usize, row: usize, member: i32, next: usize): bool {
  const stride = strideOf(k);
  for (; member >= 0; member = word(next, member)) {
    if (covers(k, rows + <usize>member * stride, row)) return true;
  }
  return false;
}

/**
 * Front of each point: 0 where none dominates it, r where none but points of lower fronts do.
 *
 * @param y n × k, finite; all objectives are minimized
 * @param fronts how many fronts to resolve; points beyond them get the rank `fronts`
 * @param drop_copies 0: equal points share their rank; 1: later copies get the rank `fronts`
 * @param ranks n 32-bit integers
 * Cost: O(n log n) to sort, then O(n k) comparisons of rows a front searched; O(n² k) at worst.
 * Workspace: O(n k).
 */
export function pareto_rank(
  n: i32,
  k: i32,
  y: usize,
  fronts: i32,
  drop_copies: i32,
  ranks: usize,
): i32 {
  if (n < 0) return -1;
  if (k < 1) return -2;
  if (fronts < 1) return -4;
  const stride = strideOf(k);
  const mark = scratch_mark();
  const orderWork = scratch_allocate(orderBytes(n));
  const rows = scratch_allocate(<usize>(n + 1) * stride);
  const heads = scratch_allocate((<usize>n) << 2);
  const next = scratch_allocate((<usize>n) << 2);
  if (orderWork == 0 || rows == 0 || heads == 0 || next == 0) {
    scratch_release(mark);
    return OUT_OF_MEMORY;
  }
  const order = sortRows(n, k, y, 0, orderWork);
  gatherOrdered(n, k, y, order, rows);
  let found = 0;
  for (let i = 0; i < n; i++) {
    const row = rows + <usize>i * stride;
    if (i > 0 && covers(k, row, row - stride)) {
      // In this order only an equal row is nowhere above its predecessor.
      setWord(ranks, indexOf(order, i), drop_copies ? fronts : word(ranks, indexOf(order, i - 1)));
      continue;
    }
    let low = 0;
    let high = found;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (frontCovers(k, rows, row, word(heads, middle), next)) low = middle + 1;
      else high = middle;
    }
    setWord(ranks, indexOf(order, i), low);
    if (low == fronts) continue;
    setWord(next, i, low < found ? word(heads, low) : -1);
    setWord(heads, low, i);
    found = max(found, low + 1);
  }
  scratch_release(mark);
  return OK;
}
