export interface Finding {
  readonly claim: string;
  readonly expected: string;
  readonly found: string;
}

/** What was found not to hold; of long texts the first lines that differ. */
export class Findings {
  readonly list: Finding[] = [];

  same(claim: string, expected: string, found: string): void {
    if (expected === found) return;
    const [left, right] = [expected.split('\n'), found.split('\n')];
    const isOther = (_line: string, at: number) => left[at] !== right[at];
    this.list.push({ claim, expected: left.filter(isOther).join('\n'), found: right.filter(isOther).join('\n') });
  }
}
