/** A claim that does not hold, and both sides of it. */
export interface Finding {
  readonly claim: string;
  readonly expected: string;
  readonly found: string;
}

export class Findings {
  readonly list: Finding[] = [];

  same(claim: string, expected: unknown, found: unknown): void {
    const [left, right] = [textOf(expected), textOf(found)];
    if (left !== right) this.list.push({ claim, expected: left, found: right });
  }

  atMost(claim: string, bound: bigint, found: bigint): void {
    if (found > bound) this.list.push({ claim, expected: `at most ${bound}`, found: String(found) });
  }
}

export function textOf(value: unknown): string {
  return (
    JSON.stringify(value, (_name, each: unknown) => (typeof each === 'bigint' ? Number(each) : each)) ?? 'undefined'
  );
}
