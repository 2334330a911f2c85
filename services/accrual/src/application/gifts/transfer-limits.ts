import type { CounterMove } from '@loyalty/contracts';
import type { PointsTransferredOut } from '@loyalty/ledger';
import { windowKey, windowSpan, type Programme } from '@loyalty/programme';
import { countersStream } from '../../domain/streams/counters-stream.js';
import type { Owner } from '../../domain/purchase-state.js';
import type { Rejection } from '../../domain/rejections.js';
import { accountStreamId } from '../account-book.js';
import { countersOf } from '../counters/counter-book.js';
import type { Draft } from '../draft.js';

interface Giving {
  readonly giver: Owner;
  readonly programme: Programme;
  readonly wallet: string;
  readonly points: bigint;
  /** When it is given, or was. */
  readonly at: number;
}

const PERIODS = ['day', 'month'] as const;

/** Why the programme does not let these points be given now; undefined: it does. Guarded: two gifts at once find the same room. */
export function transferRefused(draft: Draft, giving: Giving): Rejection | undefined {
  const { giver, programme, wallet, points, at } = giving;
  const { transfers } = programme;
  if (!transfers) return undefined;
  const { least, perDay, perMonth } = transfers;
  if (least !== undefined && points < least) return { reason: 'transfer_too_small', least, asked: points };

  for (const period of PERIODS) {
    const max = period === 'day' ? perDay : perMonth;
    if (max === undefined) continue;
    const given = givenIn(draft, giver, { wallet, window: windowKey(at, period, programme.timeZone) });
    if (given + points <= max) continue;
    // What is more than all of a period is never given, however long one waits.
    const again = points > max ? null : windowSpan(at, period, programme.timeZone).until;
    return { reason: 'transfer_limit_reached', period, max, given, asked: points, again };
  }
  return undefined;
}

/** Counts a gift, or with `back` what of it came back, in the periods in which it was given. Where the programme bounds none, nothing is counted. */
export function countTransfer(
  draft: Draft,
  { transfer }: Pick<PointsTransferredOut, 'transfer'>,
  { giver, programme, wallet, points, at, back = false }: Giving & { readonly back?: boolean },
): void {
  if (!programme.transfers) return;
  const moves = PERIODS.flatMap((period): readonly CounterMove[] => {
    const window = windowKey(at, period, programme.timeZone);
    const given = givenIn(draft, giver, { wallet, window });
    const moved = back ? -(points < given ? points : given) : points;
    return moved === 0n ? [] : [{ counter: counterOf(wallet), window, points: moved }];
  });
  if (moves.length === 0) return;
  draft.append(countersStream, countersOf(giver.account), {
    event: {
      type: 'CountersMoved',
      programme: programme.id,
      member: giver.member,
      account: giver.account,
      purchase: transfer,
      occurredAt: draft.now,
      moves,
      waiting: [],
      settled: [],
    },
    occurredAt: draft.now,
    beside: accountStreamId(giver.account),
  });
}

/** No offer is called so: its id has no stroke. */
const counterOf = (wallet: string) => `transfers/${wallet}`;

function givenIn(draft: Draft, { account }: Owner, { wallet, window }: { wallet: string; window: string }): bigint {
  const { state } = draft.state(countersStream, countersOf(account));
  return state.given.get(counterOf(wallet))?.get(window) ?? 0n;
}
