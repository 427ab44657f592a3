/** A failed assertion becomes a trap, so that the module imports nothing. A trap is a bug. */
export function abort(
  _message: string | null,
  _file: string | null,
  _line: u32,
  _column: u32,
): void {
  unreachable();
}

/** Version of the binary interface: raised when an export changes its meaning. */
export function abi_version(): i32 {
  return 1;
}
