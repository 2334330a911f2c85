import fc from 'fast-check';
import type { KeptLine, MatchedUnits, ReturnEvent, UnmatchedUnits } from '../return-events.js';
import { type AnyOf, named, type } from './any-event.fixture.js';
import * as parts from './any-part.fixture.js';
import { id, instant, maybe, money, of, quantity, some, text } from './any-part.fixture.js';

export const anyReturnEvent: AnyOf<ReturnEvent> = {
  ReturnKept: of(
    {
      type: type('ReturnKept'),
      return: id('ret'),
      programme: text,
      occurredAt: instant,
      purchase: of<{ source: string; externalId: string }>(named),
      lines: some(
        fc.oneof(
          of<Extract<KeptLine, { quantity: unknown }>>({ line: text, quantity }),
          of<Extract<KeptLine, { amount: unknown }>>({ line: text, amount: text }),
        ),
      ),
    },
    named,
  ),
  ReturnRecorded: of(
    {
      type: type('ReturnRecorded'),
      return: id('ret'),
      programme: text,
      occurredAt: instant,
      member: maybe(id('mem')),
      account: maybe(id('acc')),
      accountVersion: maybe(fc.nat()),
      matched: some(
        of<MatchedUnits>({
          purchase: id('pur'),
          line: text,
          quantity,
          amount: money,
          currency: text,
          points: some(parts.walletPoints),
        }),
      ),
      unmatched: some(of<UnmatchedUnits>({}, { line: text, sku: text, quantity, amount: text })),
      takenBack: some(parts.takenBack),
      refund: some(parts.refund),
      balances: some(parts.balance),
    },
    { ...named, givenBack: parts.oneOrMore(parts.givenBack) },
  ),
  ReturnAlsoNamed: of({ type: type('ReturnAlsoNamed'), ...named, occurredAt: instant }),
};
