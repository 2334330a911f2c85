import { redemptionStream, type GivenBackPoints, type ReturnedLine } from '@loyalty/contracts';
import { accountStream, refund, refundSlices, slicesWhereNow, type Slice } from '@loyalty/ledger';
import { deadline, type Programme } from '@loyalty/programme';
import { fromId } from '@loyalty/service-host/values';
import { paidBack } from '../../domain/units/paid-with-points.js';
import type { RecordedPurchase } from '../../domain/purchase-state.js';
import type { Rejected } from '../../domain/rejections.js';
import { accountStreamId, refundPoints, standingOf } from '../account-book.js';
import type { Draft } from '../draft.js';
import { ownerNow } from '../where-now.js';

export interface GivingPointsBack {
  readonly purchase: RecordedPurchase;
  readonly lines: readonly ReturnedLine[];
  /** `ret_…`; absent where the purchase is voided. */
  readonly return?: string;
  readonly occurredAt: number;
  /** Whose grace holds for lots that have expired since. */
  readonly programme: Programme;
}

/**
 * The points that had paid for these units, to the lots they came from, before what they earned is taken (rule 20). The
 * redemption records it in the same commit, so that it and the account say the same, and no other road gives them again.
 */
export function givePointsBack(draft: Draft, giving: GivingPointsBack): readonly GivenBackPoints[] | Rejected {
  const given: GivenBackPoints[] = [];
  for (const { redemption, points } of paidBack(giving.purchase.facts, giving.lines)) {
    const wallet = giveBackOf(draft, { ...giving, redemption, points });
    if (typeof wallet !== 'string') return wallet;
    given.push({ wallet, points, redemption });
  }
  return given;
}

function giveBackOf(
  draft: Draft,
  { purchase, redemption, points, programme, ...giving }: GivingPointsBack & { redemption: string; points: bigint },
): string | Rejected {
  const stream = fromId('red', redemption) ?? '';
  const { state } = draft.state(redemptionStream, stream);
  const paid = purchase.facts.purchase;
  if (state.status !== 'known' || !state.captured || !state.pays) throw new Error(`${redemption} never paid ${paid}`);
  const { facts, captured, refunded } = state;
  const { wallet } = state.pays;
  const before = refunded.find((each) => each.wallet === wallet)?.points ?? 0n;
  const slices = refundSlices(captured.slices, points, before);
  const stateOf = (account: string) => draft.state(accountStream, accountStreamId(account)).state;
  const cause = giving.return === undefined ? {} : { return: giving.return };
  const terms = {
    ...cause,
    member: facts.member,
    redemption,
    ...(facts.partner !== undefined && { partner: facts.partner }),
    burnedAt: captured.occurredAt,
    occurredAt: giving.occurredAt,
    graceEndsAt: deadline(programme, draft.now, programme.refundGrace),
  };
  const back: Slice[] = [];
  for (const [account, part] of slicesWhereNow(facts.account, slices, stateOf)) {
    const refunded = refundPoints(draft, account, (state) => refund({ ...terms, now: draft.now, slices: part }, state));
    if ('rejected' in refunded) return refunded;
    back.push(...refunded);
  }
  const home = ownerNow(draft, facts).account;
  const { version: accountVersion, balances } = standingOf(draft, home, programme);
  const occurredAt = Math.max(giving.occurredAt, captured.occurredAt);
  draft.append(redemptionStream, stream, {
    event: { type: 'RedemptionRefunded', occurredAt, slices: back, accountVersion, balances, purchase: paid, ...cause },
    occurredAt,
  });
  return wallet;
}
