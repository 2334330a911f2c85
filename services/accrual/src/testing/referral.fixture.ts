import type { EventStore } from '@loyalty/event-store';
import type { Membership } from '../application/ports.js';
import {
  aPurchase,
  line,
  openShop,
  purchase,
  TEA,
  teaProgramme,
  type ClockFixture,
  type Shop,
} from './shop.fixture.js';

/** Both get something for a first purchase of 30.00 within 30 days; who invites gets it for two friends a month. */
export const REFERRAL = `
referral:
  inviter: { points: 500, uses: { month: 2 }, caps: { year: 1200 } }
  friend: { points: 200, budget: 900 }
  qualifies: { spentAtLeast: 30.00, within: P30D }
`;

export interface Invited {
  readonly shop: Shop;
  readonly inviter: Membership;
  /** By card. */
  readonly friends: Readonly<Record<string, Membership>>;
  buys(card: string, amount: string, day: number, externalId?: string): ReturnType<typeof purchase>;
  available(): Promise<readonly number[]>;
}

/** One who invited, and friends who joined on 1 March 2026. */
export async function anInviter(
  cards: readonly string[],
  programme = REFERRAL,
  store?: (clock: ClockFixture) => EventStore,
): Promise<Invited> {
  const shop = await openShop(teaProgramme({ programme }), store);
  const joinedAt = Date.parse('2026-03-01T08:00:00Z');
  const inviter = shop.members.join(TEA, { kind: 'card', value: 'ann' });
  const friends = Object.fromEntries(
    cards.map((card) => [card, shop.members.join(TEA, { kind: 'card', value: card }, { at: joinedAt })]),
  );
  const invited = new Set(Object.values(friends).map(({ member }) => member));
  shop.members.tells = ({ member }) => ({
    consents: [],
    ...(invited.has(member) && { invitations: [{ programme: TEA, joinedAt, inviter }] }),
  });
  return {
    shop,
    inviter,
    friends,
    buys: (card, amount, day, externalId) =>
      purchase(
        shop,
        aPurchase({
          member: { card },
          occurredAt: `2026-03-${String(day).padStart(2, '0')}T10:00:00Z`,
          lines: [line('1', amount, { quantity: '2' })],
          ...(externalId !== undefined && { externalId }),
        }),
      ),
    available: async () =>
      Promise.all(
        [inviter, ...Object.values(friends)].map(async ({ account }) => (await shop.balance(account)).available),
      ),
  };
}
