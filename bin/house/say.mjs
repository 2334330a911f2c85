export function say(text) {
  process.stderr.write(`loyalty-ledger: ${text}\n`);
}

/** Ends the command with a sentence for a person instead of a stack. */
export class Stop extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.name = 'Stop';
    this.exitCode = exitCode;
  }
}

/** A signal ended the work: nothing was found out, so nothing may be concluded or gone on with. */
export class Interrupted extends Stop {
  constructor(what, signal, exitCode) {
    super(`${what} was ended by ${signal}`, exitCode || 1);
    this.name = 'Interrupted';
  }
}

/** Runs a command's own program; its answer is the exit code. */
export async function exitWith(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(error.message);
    process.exitCode = error.exitCode;
  }
}
