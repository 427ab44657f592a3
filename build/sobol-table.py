"""Writes assembly/random/sobol_table.ts from the direction numbers that SciPy carries.

Source of the numbers: S. Joe and F. Y. Kuo 2008, "Constructing Sobol sequences with better
two-dimensional projections", file new-joe-kuo-6.21201. Usage: python3 build/sobol-table.py
"""
import os

import numpy as np
import scipy.stats

DIMENSIONS = 1000
DELTA_BITS = 7

table = np.load(
    os.path.join(os.path.dirname(scipy.stats.__file__), "_sobol_direction_numbers.npz")
)
bits = []


def push(value, count):
    assert 0 <= value < 1 << count
    bits.extend((value >> i) & 1 for i in range(count))


polynomial = 1
for dimension in range(1, DIMENSIONS):
    following = int(table["poly"][dimension])
    push((following - polynomial) // 2, DELTA_BITS)
    polynomial = following
    for i in range(1, polynomial.bit_length() - 1):
        push(int(table["vinit"][dimension][i]) >> 1, i)

bits.extend([0] * (-len(bits) % 32 + 32))
words = [sum(bits[k + i] << i for i in range(32)) for k in range(0, len(bits), 32)]
lines = []
for k in range(0, len(words), 8):
    lines.append("    " + ", ".join(f"0x{word:08x}" for word in words[k : k + 8]) + ",")

with open(os.path.join(os.path.dirname(__file__), "../assembly/random/sobol_table.ts"), "w") as file:
    file.write(
        f"""/**
 * Direction numbers of {DIMENSIONS} dimensions, {len(words) * 4} bytes; made by build/sobol-table.py.
 *
 * A stream of bits, lowest first. For each dimension after the first: the step from the polynomial
 * before it, halved ({DELTA_BITS} bits), then m₂ … m_s of a polynomial of degree s, of which m_i is odd
 * and below 2ⁱ, so that i − 1 bits hold it.
 * Source: Joe & Kuo 2008, new-joe-kuo-6.21201.
 */
export const SOBOL_DIMENSIONS: i32 = {DIMENSIONS};

// biome-ignore format: a table
export const SOBOL_TABLE: usize = memory.data<u32>(
  [
"""
        + "\n".join(lines)
        + """
  ],
  4,
);
"""
    )
