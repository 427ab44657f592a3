/**
 * The covariance functions: each leaf's statistic t of a tile of pairs, its values k, and its
 * slopes c. A new function is a file like rbf.ts and its lines in the switches here.
 */
import { doubles } from "../memory/access";
import { cosineSlopes, cosineValues } from "./cosine";
import { decayingSumSlopes, decayingSumValues } from "./decaying_sum";
import { distance_tile } from "./distance";
import { hamming_tile } from "./hamming";
import { inner_diagonal, inner_tile } from "./inner";
import { matern12Slopes, matern12Values } from "./matern12";
import { matern32Slopes, matern32Values } from "./matern32";
import { matern52Slopes, matern52Values } from "./matern52";
import { periodic_tile } from "./periodic";
import { polynomialSlopes, polynomialValues } from "./polynomial";
import {
  COSINE,
  constantsOf,
  countOf,
  extraOf,
  HAMMING,
  LINEAR,
  MATERN12,
  MATERN32,
  MATERN52,
  operationOf,
  PERIODIC,
  POLYNOMIAL,
  powerOf,
  RATIONAL_QUADRATIC,
  RBF,
  weightsOf,
} from "./program";
import { rationalQuadraticSlopes, rationalQuadraticValues } from "./rational_quadratic";
import { rbfSlopes, rbfValues } from "./rbf";

/** True of leaves that are functions of inner products, not of differences. */
export function comparesByProduct(operation: i32): bool {
  return operation == LINEAR || operation == POLYNOMIAL;
}

/** Statistic of 4 rows against `width` columns (a multiple of 4): 4 × width numbers in t. */
export function leafStatistic(
  kernel: usize,
  node: usize,
  rows: usize,
  columns: usize,
  ldc: i32,
  width: i32,
  t: usize,
): void {
  const operation = operationOf(node);
  const count = countOf(node);
  const weights = weightsOf(constantsOf(kernel, node), count);
  if (operation == PERIODIC) periodic_tile(count, weights, rows, columns, ldc, width, t);
  else if (operation == HAMMING) hamming_tile(count, weights, rows, columns, ldc, width, t);
  else if (comparesByProduct(operation)) inner_tile(count, rows, columns, ldc, width, t);
  else distance_tile(count, rows, columns, ldc, width, t);
}

/** Statistic of `width` points, each against itself. */
export function leafOwnStatistic(
  node: usize,
  columns: usize,
  ldc: i32,
  width: i32,
  t: usize,
): void {
  if (comparesByProduct(operationOf(node))) inner_diagonal(countOf(node), columns, ldc, width, t);
  else memory.fill(t, 0, doubles(width));
}

/** k of `count` statistics, which are lost; `count` is even. */
export function leafValues(kernel: usize, node: usize, count: i32, t: usize, k: usize): void {
  const constants = constantsOf(kernel, node);
  const extra = extraOf(constants);
  switch (operationOf(node)) {
    case RBF:
      return rbfValues(count, t, k);
    case MATERN12:
      return matern12Values(count, t, k);
    case MATERN32:
      return matern32Values(count, t, k);
    case MATERN52:
      return matern52Values(count, t, k);
    case RATIONAL_QUADRATIC:
      return rationalQuadraticValues(count, extra, t, k);
    case COSINE:
      return cosineValues(count, t, k);
    case LINEAR:
      memory.copy(k, t, doubles(count));
      return;
    case POLYNOMIAL:
      return polynomialValues(count, extra, powerOf(constants), t, k);
    default:
      return decayingSumValues(count, t, k);
  }
}

/**
 * k and c of `count` statistics t. c is −2 dk/dt of squared distances, −dk/dt of the other sums
 * over differences, dk/dt of inner products.
 */
export function leafSlopes(
  kernel: usize,
  node: usize,
  count: i32,
  t: usize,
  k: usize,
  c: usize,
): void {
  const constants = constantsOf(kernel, node);
  const extra = extraOf(constants);
  switch (operationOf(node)) {
    case RBF:
      return rbfSlopes(count, t, k, c);
    case MATERN12:
      return matern12Slopes(count, t, k, c);
    case MATERN32:
      return matern32Slopes(count, t, k, c);
    case MATERN52:
      return matern52Slopes(count, t, k, c);
    case RATIONAL_QUADRATIC:
      return rationalQuadraticSlopes(count, extra, t, k, c);
    case COSINE:
      return cosineSlopes(count, t, k, c);
    case LINEAR:
      return polynomialSlopes(count, 0, 1, t, k, c);
    case POLYNOMIAL:
      return polynomialSlopes(count, extra, powerOf(constants), t, k, c);
    default:
      return decayingSumSlopes(count, t, k, c);
  }
}
