import { createInMemoryStore } from '@loyalty/event-store';
import {
  type Account,
  accountStream,
  emptyAccount,
  type LedgerEvent,
  type Slice,
  type WalletPoints,
} from '@loyalty/ledger';
import { Random } from '@loyalty/ledger/simulation';
import { parseProgramme, type Programme } from '@loyalty/programme';
import { toId } from '@loyalty/service-host';
import { voucherCodes } from '../adapters/crypto/voucher-codes.js';
import { inMemoryDestinations, inMemoryPayoutIndex } from '../adapters/in-memory/payout-index.js';
import { inMemoryPositions } from '../adapters/in-memory/positions.js';
import { inMemoryRewards } from '../adapters/in-memory/reward-catalogue.js';
import { inMemoryPools } from '../adapters/in-memory/voucher-pools.js';
import { accountStreamId } from '../application/account-book.js';
import type { PayoutPorts } from '../application/payouts/payout-ports.js';
import type { Owner, RedemptionPorts } from '../application/ports.js';
import type { SentRedemption } from '../domain/sent-redemption.js';
import { MisbehavingProvider } from './misbehaving-provider.js';

export const minute = 60_000;
export const day = 24 * 60 * minute;
export const wallets = ['points', 'stamps'] as const;

/** A redemption as its caller remembers it. */
export interface Placed {
  readonly sent: SentRedemption;
  readonly id: string;
  readonly on: 0 | 1;
  readonly points: readonly WalletPoints[];
  readonly lapsesAt: number | null;
  readonly reward: string | null;
  voided: boolean;
  /** In burn order. */
  burned: readonly Slice[] | null;
  refunded: readonly WalletPoints[];
}

/** What was earned, for returns. */
export interface Earned {
  readonly on: 0 | 1;
  readonly lot: string;
  readonly wallet: string;
  points: bigint;
}

export interface Side {
  readonly owner: Owner;
  readonly card: string;
  account: Account;
  events: LedgerEvent[];
}

export interface World {
  readonly random: Random;
  readonly ports: RedemptionPorts;
  readonly provider: MisbehavingProvider;
  readonly payouts: PayoutPorts;
  readonly sides: readonly [Side, Side];
  readonly placed: Placed[];
  /** Of the members' contacts. */
  readonly changes: { readonly on: 0 | 1; readonly at: number }[];
  readonly earned: Earned[];
  /** Names whose void came first. */
  readonly voidedFirst: SentRedemption[];
  readonly refunds: {
    readonly of: Placed;
    readonly key: string;
    readonly points: readonly WalletPoints[] | undefined;
  }[];
  now: number;
  ids: number;
}

const DOCUMENT = `
id: simulated
name: Simulated
currency: EUR
timeZone: Europe/Berlin
refundGrace: P5D
holdLapsesAfterMax: P10D
partners: [{ id: bakery, redeems: { rate: 0.01 } }]
velocity:
  reviewWithin: P1D
  undecided: released
  limits:
    - { id: burst, on: redemptions, of: member, within: PT6H, times: 2, then: review }
    - { id: moved, on: redemptions, of: member, after: contact_change, within: PT12H, points: 60, wallet: points, then: review }
    - { id: spree, on: redemptions, of: till, within: PT1H, points: 400, wallet: points, then: refuse }
wallets:
  points: { earn: { points: 1, per: 1.00 } }
  stamps: { earn: { points: 1, per: 10.00 } }
`;

export const programme = programmeOf(DOCUMENT);

function programmeOf(document: string): Programme {
  const parsed = parseProgramme(document);
  if (!parsed.ok) throw new Error('the programme of the simulation cannot be read');
  return parsed.programme;
}

export function newWorld(seed: number): World {
  const random = new Random(seed);
  const uuid = () => uuidFrom(random);
  const sideOf = (card: string): Side => {
    const owner = { member: toId('mem', uuid()), account: toId('acc', uuid()) };
    return { owner, card, account: emptyAccount, events: [] };
  };
  const sides = [sideOf('4007'), sideOf('4008')] as const;
  const provider = new MisbehavingProvider(random);
  const payouts = {
    provider,
    destinations: inMemoryDestinations(),
    index: inMemoryPayoutIndex({ now: () => world.now }),
  };
  const world: World = {
    random,
    sides,
    provider,
    payouts,
    placed: [],
    changes: [],
    earned: [],
    voidedFirst: [],
    refunds: [],
    now: Date.UTC(2026, 0, 1),
    ids: 0,
    ports: {
      store: createInMemoryStore({ clock: { now: () => world.now } }),
      clock: { now: () => world.now },
      programmes: async () => [programme],
      contactChanges: async ({ member, since }) =>
        world.changes.filter((each) => each.at > since && sides[each.on].owner.member === member).map(({ at }) => at),
      together: async (member) => [member],
      members: {
        resolve: async (questions) =>
          questions.map(({ identity }) => sides.find(({ card }) => card === identity.value)?.owner),
      },
      fingerprint: (text) => fingerprintOf(text),
      newUuid: uuid,
      rewards: inMemoryRewards(),
      vouchers: voucherCodes(Buffer.alloc(32, 7)),
      pools: inMemoryPools(),
      positions: inMemoryPositions(),
      payouts,
    },
  };
  return world;
}

export function newId(world: World, prefix: string): string {
  world.ids += 1;
  return `${prefix}_${world.ids}`;
}

/** What the store holds of both accounts; answers the events that came since it was last asked. */
export async function look(world: World): Promise<readonly (readonly LedgerEvent[])[]> {
  const news: (readonly LedgerEvent[])[] = [];
  for (const side of world.sides) {
    const stream = accountStreamId(side.owner.account);
    const recorded = await world.ports.store.readStream(stream, side.events.length);
    const events = recorded.map((each) => accountStream.decode(each));
    side.account = (await world.ports.store.load(accountStream, stream)).state;
    side.events.push(...events);
    news.push(events);
  }
  return news;
}

function uuidFrom(random: Random): string {
  const hex = Array.from({ length: 8 }, () => random.whole(0, 0xffff).toString(16).padStart(4, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** Two texts that differ must differ in it, and that is all that is asked of it here. */
function fingerprintOf(text: string): string {
  let [low, high] = [0x811c9dc5, 0x9e3779b9];
  for (let at = 0; at < text.length; at += 1) {
    low = Math.imul(low ^ text.charCodeAt(at), 0x01000193) >>> 0;
    high = Math.imul(high ^ text.charCodeAt(at), 0x85ebca6b) >>> 0;
  }
  return `${low.toString(16).padStart(16, '0')}${high.toString(16).padStart(16, '0')}`;
}
