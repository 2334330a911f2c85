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
