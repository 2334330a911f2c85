import type { ReviewedGift } from '@loyalty/contracts';
import { accountStream, transferHeld, transferIn } from '@loyalty/ledger';
import { transferKey } from '../../domain/claims.js';
import { givenAway } from '../../domain/gift.js';
import type { Owner } from '../../domain/purchase-state.js';
import { accountStreamId } from '../account-book.js';
import type { Draft } from '../draft.js';
import { book, eventOf } from './transfer-points.js';

interface Giving {
  /** `trf_…`, and the hold. */
  readonly transfer: string;
  readonly gift: ReviewedGift;
  /** In which the hold is now. */
  readonly account: string;
  /** The receiver, in the account that has the receiver's points now. */
  readonly to: Owner;
}

/** The same slices that were set aside, with their expiry, are the receiver's from now on. The entries name who asked. */
export function giveHeld(draft: Draft, { transfer, gift: { actor, reason }, account, to }: Giving): void {
  const { now } = draft;
  const by = { transfer, actor, ...(reason === undefined ? {} : { reason }), now };
  const out = transferHeld(
    { ...by, hold: transfer, account, to: to.account, occurredAt: now },
    draft.state(accountStream, accountStreamId(account)).state,
  );
  if (!out.accepted) throw new Error(`the ledger refused to give ${transfer}: ${out.rejection.reason}`);
  const left = eventOf(out.events, 'PointsTransferredOut');
  const { occurredAt } = left;
  const came = transferIn(
    {
      ...by,
      member: to.member,
      account: to.account,
      from: account,
      occurredAt,
      slices: givenAway(left, { from: account, member: to.member }),
    },
    draft.state(accountStream, accountStreamId(to.account)).state,
  );
  if (!came.accepted) throw new Error(`the ledger refused to take in ${transfer}: ${came.rejection.reason}`);
  const arrived = eventOf(came.events, 'PointsTransferredIn');
  // It has no content of its own: what was asked for is recognised by the key with which it was.
  const claim = (half: 'out' | 'in') => [{ ...transferKey(transfer, half), fingerprint: NO_CONTENT }];
  book(draft, account, { events: out.events, at: left, claims: claim('out') });
  book(draft, to.account, { events: came.events, at: arrived, claims: claim('in') });
}

const NO_CONTENT = '0'.repeat(32);
