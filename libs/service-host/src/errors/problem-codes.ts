/** What every occurrence of a code has in common. */
export interface ProblemCode {
  readonly status: number;
  readonly title: string;
  /** One line for docs/api/errors.md: when it is answered, and what the caller does about it. */
  readonly doc: string;
}

const registry = new Map<string, ProblemCode & { readonly owner: string }>();

/**
 * Registers the codes of one owner (a service, or this library). A code has one meaning for ever: two owners may share
 * it only where they say the same by it.
 */
export function defineProblemCodes<Code extends string>(
  owner: string,
  codes: Readonly<Record<Code, ProblemCode>>,
): Readonly<Record<Code, ProblemCode>> {
  for (const [code, entry] of Object.entries<ProblemCode>(codes)) {
    const known = registry.get(code);
    if (known && (known.status !== entry.status || known.title !== entry.title)) {
      throw new Error(`the code ${code} means something else to ${known.owner} already`);
    }
    registry.set(code, known ?? { ...entry, owner });
  }
  return codes;
}

export function problemCode(code: string): ProblemCode | undefined {
  return registry.get(code);
}

export function problemCodes(): readonly (ProblemCode & { readonly code: string; readonly owner: string })[] {
  return [...registry].map(([code, entry]) => ({ code, ...entry })).sort((a, b) => (a.code < b.code ? -1 : 1));
}
