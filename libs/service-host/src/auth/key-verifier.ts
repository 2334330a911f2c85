import type { Actor } from './actor.js';

/** What every request is asked. Answers at once where it can: a promise on every request would cost. */
export interface KeyVerifier {
  verify(token: string): Actor | undefined | Promise<Actor | undefined>;
}
