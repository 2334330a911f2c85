/** One call of the API; rejects where it is refused with what the trade does not expect. */
export type Send = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<{ readonly status: number; readonly body: unknown }>;

export interface Played {
  readonly purchases: number;
  readonly returns: number;
  readonly redemptions: number;
  readonly refunds: number;
  readonly refused: number;
}

export const PROGRAMME: string;
export const PROGRAMME_ID: string;
/** Where the test clock must stand, or before it. */
export const BEGINS: string;
/** A month of trade with three partners, from a seed, through the public doors; ends on the second day of the next month. */
export function playMonth(send: Send, options?: { readonly seed?: number; readonly steps?: number }): Promise<Played>;
