/** Something that the user can mend: it is told without a stack. */
export class Failure extends Error {
  /** 1 where data or files are at fault, 2 for a wrong call. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2) {
    super(message);
    this.exitCode = exitCode;
  }
}
