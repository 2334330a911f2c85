import type {
  RedemptionAuthorised,
  RedemptionEvent,
  RewardChosen,
  VoucherEvent,
  VoucherIssued,
} from '@loyalty/contracts';
import type { WalletPoints } from '@loyalty/ledger';
import { formatInstant } from '@loyalty/service-host/values';
import { sumByWallet } from '../points.js';
import type { EventType } from './message.js';

/** What of an event is told, besides where it stands. */
export interface Said {
  readonly type: EventType;
  readonly occurredAt: number;
  readonly version: number | null;
  readonly programme: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** How a redemption began: what every later message of it repeats, so that a receiver needs no other one. */
export interface Begun {
  readonly facts: RedemptionAuthorised;
  readonly reward: RewardChosen | undefined;
}

/** Undefined: an event that nobody outside is told. */
export function sayRedemption(event: RedemptionEvent, begun: Begun): Said | undefined {
  const { programme } = begun.facts;
  const { occurredAt } = event;
  const data = redemptionData(begun);
  switch (event.type) {
    case 'RedemptionAuthorised': {
      const lapsesAt = event.lapsesAt === null ? null : formatInstant(event.lapsesAt);
      return {
        type: 'redemption.authorised',
        occurredAt,
        version: event.accountVersion,
        programme,
        data: { ...data, lapsesAt },
      };
    }
    case 'RedemptionCaptured': {
      const more = { captured: wire(event.slices), released: wire(event.released) };
      return {
        type: 'redemption.captured',
        occurredAt,
        version: event.accountVersion,
        programme,
        data: { ...data, ...more },
      };
    }
    case 'RedemptionVoided': {
      const more = { released: wire(event.released) };
      return {
        type: 'redemption.voided',
        occurredAt,
        version: event.accountVersion,
        programme,
        data: { ...data, ...more },
      };
    }
    case 'RedemptionRefunded': {
      const more = { refunded: wire(event.slices) };
      return {
        type: 'redemption.refunded',
        occurredAt,
        version: event.accountVersion,
        programme,
        data: { ...data, ...more },
      };
    }
    case 'FulfilmentMoved': {
      // Not its reason: staff writes that as it likes, and may name somebody in it.
      const more = { fulfilment: { status: event.status } };
      return { type: 'fulfilment.changed', occurredAt, version: null, programme, data: { ...data, ...more } };
    }
    case 'PayoutSettled':
      return {
        type: 'payout.settled',
        occurredAt,
        version: null,
        programme,
        data: { ...data, payout: { reference: event.reference } },
      };
    case 'PayoutFailed':
      // Not the provider's words: they may name somebody.
      return { type: 'payout.failed', occurredAt, version: null, programme, data };
    case 'ReviewOpened': {
      const more = { review: { id: event.review, lapsesAt: formatInstant(event.lapsesAt) } };
      return { type: 'review.opened', occurredAt, version: null, programme, data: { ...data, ...more } };
    }
    case 'ReviewReleased':
    case 'ReviewRejected': {
      const type = event.type === 'ReviewReleased' ? 'review.released' : 'review.rejected';
      return { type, occurredAt, version: null, programme, data: { ...data, review: { id: event.review } } };
    }
    case 'ReviewWithdrawn':
    case 'PayoutRequested':
    case 'PayoutApproved':
    case 'PayoutRefused':
    case 'PayoutSent':
    case 'PayoutAccepted':
    case 'RedemptionVoidAwaited':
    case 'RewardChosen':
    case 'PurchasePaid':
    case 'RewardIssued':
    case 'RewardWithdrawn':
      return undefined;
    default:
      return event satisfies never;
  }
}

/** The account let the points go; the redemption's own stream says nothing of it. */
export function sayLapse(lapse: Lapse, begun: Begun): Said {
  const data = { ...redemptionData(begun), released: wire(lapse.slices) };
  return {
    type: 'redemption.lapsed',
    occurredAt: lapse.occurredAt,
    version: lapse.version,
    programme: begun.facts.programme,
    data,
  };
}

export interface Lapse {
  readonly occurredAt: number;
  /** Of the account. */
  readonly version: number;
  readonly slices: readonly WalletPoints[];
}

export function sayVoucher(event: VoucherEvent, facts: VoucherIssued): Said | undefined {
  const { programme } = facts;
  const { occurredAt } = event;
  const data = voucherData(facts);
  switch (event.type) {
    case 'VoucherIssued':
      return { type: 'voucher.issued', occurredAt, version: null, programme, data };
    case 'VoucherUsed': {
      const { source, externalId, store } = event;
      const use = { source, externalId, ...(store !== undefined && { store }) };
      const member = event.member === null ? null : { id: event.member };
      return { type: 'voucher.used', occurredAt, version: null, programme, data: { ...data, member, use } };
    }
    case 'VoucherRevoked':
      return { type: 'voucher.revoked', occurredAt, version: null, programme, data: { ...data, cause: event.cause } };
    case 'VoucherReserved':
    case 'VoucherReleased':
      return undefined;
    default:
      return event satisfies never;
  }
}

function redemptionData({ facts, reward }: Begun) {
  return {
    redemption: {
      id: facts.redemption,
      source: facts.source,
      externalId: facts.externalId,
      ...(facts.order !== undefined && { order: facts.order }),
      ...(reward && { reward: { id: reward.reward, version: reward.rewardVersion, kind: reward.kind } }),
      points: wire(facts.points),
    },
    account: { id: facts.account },
    member: { id: facts.member },
  };
}

/** Never its code, which is in no event either. */
function voucherData({ voucher, redemption, reward, pool, usesMax, validFrom, validUntil, member }: VoucherIssued) {
  return {
    voucher: {
      id: voucher,
      redemption,
      reward,
      pool,
      usesMax,
      validFrom: formatInstant(validFrom),
      validUntil: validUntil === null ? null : formatInstant(validUntil),
    },
    member: member === null ? null : { id: member },
  };
}

export function wire(points: readonly WalletPoints[]) {
  return sumByWallet(points).map(({ wallet, points: count }) => ({ wallet, points: Number(count) }));
}
