import { inspect } from 'node:util';

/** Tells what is asked and what is answered, so that a reader can do the same by hand. */
export class Narrator {
  private steps = 0;

  constructor(private readonly write: (line: string) => void) {}

  step(what: string, request: string): void {
    this.steps += 1;
    this.write(`\n${this.steps}. ${what}\n   ${request}`);
  }

  answer(answer: unknown): void {
    const text = inspect(answer, { depth: 8, breakLength: 110, compact: 3 });
    this.write(text.replaceAll(/^/gm, '   '));
  }
}
