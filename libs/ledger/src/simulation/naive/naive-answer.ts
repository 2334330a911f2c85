/** Done, known already, or refused with some of the numbers that explain it. */
export type NaiveAnswer =
  | { readonly kind: 'done' | 'nothing' }
  | { readonly kind: 'refused'; readonly reason: string; readonly facts: Readonly<Record<string, unknown>> };

export const done: NaiveAnswer = { kind: 'done' };
export const nothing: NaiveAnswer = { kind: 'nothing' };

export function refuse(reason: string, facts: Readonly<Record<string, unknown>> = {}): NaiveAnswer {
  return { kind: 'refused', reason, facts };
}
