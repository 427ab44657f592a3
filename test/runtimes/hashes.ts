import { expect } from "vitest";

/** Hashes that must all be one: collects them, and prints them beside the runtimes' names. */
export class Hashes {
  readonly #lines: string[] = [];

  agree(name: string, said: unknown, expected: string): void {
    const hash = String(said).trim();
    this.#lines.push(`${name.padEnd(44)} ${hash}`);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(hash).toBe(expected);
  }

  print(): void {
    console.log(this.#lines.join("\n"));
  }
}
