/** How commands speak: people read standard error, programs read the last line of standard output. */
export interface Output {
  /** Whether a program reads standard output. */
  readonly isJson: boolean;
  /** For people; kept off standard output, so that a summary can be piped. */
  say(text: string): void;
  /** For people without `--json`, and the last line of standard output with it. */
  summary(summary: Readonly<Record<string, unknown>>, text: string): void;
}

export function createOutput(json: boolean): Output {
  return {
    isJson: json,
    say: (text) => void process.stderr.write(`${text}\n`),
    summary: (summary, text) => void process.stdout.write(`${json ? JSON.stringify(summary) : text}\n`),
  };
}

/** Ends the command with a message and no stack: the person did something that can be mended. */
export class CommandFailed extends Error {
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
    this.name = 'CommandFailed';
  }
}
