import type { Quote } from '../application/quote-purchase.js';

export type Verb =
  | 'buy'
  | 'quote and buy'
  | 'return'
  | 'return blindly'
  | 'void'
  | 'announce a void'
  | 'announce a return'
  | 'claim'
  | 'act'
  | 'adjust'
  | 'change'
  | 'move segments';

/** What was asked and what came of it. */
export interface Played {
  readonly verb: Verb;
  readonly asked: unknown;
  readonly answer: unknown;
  /** What a quote had said at the same instant. */
  readonly quote?: Quote['purchase'];
  /** The same once more. */
  readonly again?: () => Promise<unknown>;
}
