import { redemptionStream, type RedemptionAuthorised, type RedemptionEvent } from '@loyalty/contracts';
import { accountStream, burn, earn, hold, type NewLot } from '@loyalty/ledger';
import { pointsRate } from '@loyalty/programme';
import { newUuid, toId } from '@loyalty/service-host/values';
import { accountStreamId } from '../application/account-book.js';
import type { Membership } from '../application/ports.js';
import type { SentPurchase } from '../domain/sent/sent-purchase.js';
import { aPurchase, line, openShop, TEA, teaProgramme, type Shop } from './shop.fixture.js';

/** 100 points pay 1.00 EUR; whatever a test needs besides stands behind it. */
export function payWithPoints(more = '', wallet = ''): string {
  return `payWithPoints: { wallets: { points: { points: 100, pay: { EUR: 1.00 } ${wallet} } } ${more} }`;
}

/** Points in a lot of their own, as if earned long ago; answers its id. */
export async function gift(
  shop: Shop,
  owner: Membership,
  points: number,
  terms: Partial<NewLot> = {},
): Promise<string> {
  const lot = toId('lot', newUuid());
  const lots = [
    { lot, wallet: 'points', points: BigInt(points), availableAt: shop.clock.now(), expiresAt: null, ...terms },
  ];
  await shop.store.execute({
    on: accountStreamId(owner.account),
    decide(view) {
      const { state } = view.state(accountStream, accountStreamId(owner.account));
      const decision = earn({ member: owner.member, occurredAt: view.now, now: view.now, lots }, state);
      if (!decision.accepted) throw new Error(decision.rejection.reason);
      return {
        answer: undefined,
        appends: [
          {
            category: accountStream,
            stream: accountStreamId(owner.account),
            events: decision.events.map((event) => ({ event, occurredAt: event.occurredAt })),
          },
        ],
      };
    },
  });
  return lot;
}

interface Spending {
  readonly points: number;
  readonly wallet?: string;
  readonly currency?: string;
  readonly tier?: string;
  readonly programme?: string;
  /** Held alone. */
  readonly isOpen?: boolean;
  readonly facts?: Partial<RedemptionAuthorised>;
}

/** As the service redemption writes it: authorised and captured at once, with the rate in force. */
export async function redeem(shop: Shop, owner: Membership, spending: Spending): Promise<string> {
  const { points, wallet = 'points', currency = 'EUR', tier, isOpen = false, programme = TEA } = spending;
  const stream = newUuid();
  const redemption = toId('red', stream);
  const account = accountStreamId(owner.account);
  const judge = shop.programmes.latest(programme)?.programme;
  const rate = judge && pointsRate(judge, { wallet, currency, tier });
  await shop.store.execute({
    on: account,
    decide(view) {
      const { state } = view.state(accountStream, account);
      const terms = {
        member: owner.member,
        redemption,
        occurredAt: view.now,
        now: view.now,
        points: [{ wallet, points: BigInt(points) }],
      };
      const decision = isOpen
        ? hold({ ...terms, hold: redemption, lapsesAt: view.now + 900_000 }, state)
        : burn(terms, state);
      if (!decision.accepted) throw new Error(decision.rejection.reason);
      const left = { accountVersion: 1, balances: [] };
      const own: RedemptionEvent[] = [
        {
          type: 'RedemptionAuthorised',
          redemption,
          programme,
          source: 'shop',
          externalId: redemption,
          occurredAt: view.now,
          member: owner.member,
          account: owner.account,
          points: terms.points,
          lapsesAt: isOpen ? view.now + 900_000 : null,
          ...(rate && { rate }),
          ...left,
          ...spending.facts,
        },
      ];
      for (const event of decision.events) {
        if (event.type !== 'PointsBurned') continue;
        own.push({ type: 'RedemptionCaptured', occurredAt: view.now, slices: event.slices, released: [], ...left });
      }
      const dated = <Event extends { occurredAt: number }>(event: Event) => ({ event, occurredAt: event.occurredAt });
      return {
        answer: undefined,
        appends: [
          { category: accountStream, stream: account, events: decision.events.map(dated) },
          { category: redemptionStream, stream, events: own.map(dated), beside: account },
        ],
      };
    },
  });
  return redemption;
}

/** A member with the card 4007 and so many points. */
export const openedWithPoints = async (programme = payWithPoints(), points = 5000) => {
  const shop = await openShop(teaProgramme({ programme }));
  const owner = shop.members.join(TEA, { kind: 'card', value: '4007' });
  await gift(shop, owner, points);
  return { shop, owner };
};

/** A 60.00 and B 40.00, a part of it paid with a redemption. */
export const paidPartly = (redemption: string, amount = '20.00', change: Partial<SentPurchase> = {}) =>
  aPurchase({
    lines: [line('A', '60.00'), line('B', '40.00')],
    payments: [
      { kind: 'points', amount, redemption },
      { kind: 'card', amount: (100 - Number(amount)).toFixed(2) },
    ],
    ...change,
  });
