#!/usr/bin/env node
/// <reference types="node" />
/** The command `steinbock`. Ends with 0, with 1 where data or files are at fault, with 2 for a wrong call. */
import { cac } from "cac";
import { version } from "../version.js";
import { Failure } from "./failure.js";
import { defineOffline } from "./offline.js";

// A reader that has seen enough, such as `head`, is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

const cli = cac("steinbock");
defineOffline(cli);
cli.help();
cli.version(version);

try {
  cli.parse(process.argv, { run: false });
  const { help, version: shown } = cli.options as { help?: boolean; version?: boolean };
  if (cli.matchedCommand) await cli.runMatchedCommand();
  else if (!help && !shown) throw unknown(cli.args[0]);
} catch (error) {
  process.exitCode = tell(error);
}

function unknown(name: string | undefined): Failure {
  const what = name === undefined ? "say what to do" : `there is no command "${name}"`;
  return new Failure(`${what}: steinbock --help lists the commands`, 2);
}

/** Writes what is wrong, and returns the exit code; a fault of ours keeps its stack. */
function tell(error: unknown): number {
  if (!(error instanceof Error)) throw error;
  const wrongCall = error.name === "CACError";
  if (!wrongCall && !(error instanceof Failure)) throw error;
  process.stderr.write(`steinbock: ${error.message}\n`);
  return error instanceof Failure ? error.exitCode : 2;
}
