import { createInMemoryStore, type EventStore } from '@loyalty/event-store';
import { accountStream, balanceAt, earn, type NewLot } from '@loyalty/ledger';
import { parseProgramme, type Programme } from '@loyalty/programme';
import { fingerprinter, formatInstant, fromId, newUuid, parseInstant, toId } from '@loyalty/service-host/values';
import { voucherCodes } from '../adapters/crypto/voucher-codes.js';
import { inMemoryPositions } from '../adapters/in-memory/positions.js';
import { inMemoryRewards } from '../adapters/in-memory/reward-catalogue.js';
import { inMemoryPools } from '../adapters/in-memory/voucher-pools.js';
import { accountStreamId } from '../application/account-book.js';
import type { RedemptionAnswer } from '../application/answer.js';
import { authorise } from '../application/authorise.js';
import type { ContactChanges, Members, Owner, Question, RedemptionPorts, Standings } from '../application/ports.js';
import type { SentRedemption } from '../domain/sent-redemption.js';

/** A clock that stands where a test puts it. */
export class ClockFixture {
  private at: number;

  constructor(at: string) {
    this.at = instant(at);
  }

  now(): number {
    return this.at;
  }

  set(at: string): void {
    this.at = Math.max(this.at, instant(at));
  }
}

/** Enrollment as redemption sees it, in a map. */
export class MembersFixture implements Members {
  private readonly owners = new Map<string, Owner>();
  private readonly ones: (readonly [string, string])[] = [];
  private readonly changes: { readonly member: string; readonly at: number }[] = [];

  join(programme: string, card: string): Owner {
    const owner = { member: toId('mem', newUuid()), account: toId('acc', newUuid()) };
    this.owners.set(`${programme} card ${card}`, owner);
    this.owners.set(`${programme} id ${owner.member}`, owner);
    return owner;
  }

  /** Somebody has changed how the member is reached. */
  changeContact(member: string, at: string): void {
    this.changes.push({ member, at: instant(at) });
  }

  async contactChanges({ member, since }: Parameters<ContactChanges>[0]): Promise<readonly number[]> {
    return this.changes.filter((each) => each.member === member && each.at > since).map(({ at }) => at);
  }

  /** The first has turned out to be the other. */
  merge(one: string, other: string): void {
    this.ones.push([one, other]);
  }

  async together(member: string): Promise<readonly string[]> {
    return [member, ...this.ones.filter((pair) => pair.includes(member)).flat()];
  }

  async resolve(questions: readonly Question[]): Promise<readonly (Owner | undefined)[]> {
    return questions.map(({ programme, identity: { kind, value } }) =>
      this.owners.get(`${programme} ${kind} ${value}`),
    );
  }
}

export interface Shop extends RedemptionPorts {
  readonly members: MembersFixture;
  readonly clock: ClockFixture;
  /** Of the card 4007. */
  readonly owner: Owner;
  /** A lot of its own; answers its id. */
  earn(points: number, terms?: Partial<Pick<NewLot, 'wallet' | 'availableAt' | 'expiresAt'>>): Promise<string>;
  /** Available, held and pending of one wallet, as booked. */
  balance(wallet?: string): Promise<Record<'available' | 'held' | 'pending', number>>;
  /** What of the points can be spent until when; those that never expire are not among them. */
  expiring(): Promise<readonly (readonly [string, number])[]>;
  heads(): Promise<readonly number[]>;
}

export const TEA = 'tea';

/** Two wallets; whatever a test needs besides stands behind it. */
export function teaProgramme(more = '', id = TEA): string {
  return `
id: ${id}
name: Tea
currency: EUR
timeZone: Europe/Berlin
wallets:
  points: { earn: { points: 1, per: 1.00 } }
  stamps: { earn: { points: 1, per: 10.00 } }
${more}
`;
}

export function programmeOf(document: string): Programme {
  const parsed = parseProgramme(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed));
  return parsed.programme;
}

interface ShopOptions {
  readonly standing?: Standings;
  readonly documents?: readonly string[];
  readonly store?: (clock: ClockFixture) => EventStore;
}

/** Everything that the use cases stand on, in memory. */
export async function openShop({ documents = [teaProgramme()], store, standing }: ShopOptions = {}): Promise<Shop> {
  const clock = new ClockFixture('2026-06-01T12:00:00Z');
  const events = store?.(clock) ?? createInMemoryStore({ clock });
  const members = new MembersFixture();
  const owner = members.join(TEA, '4007');
  const programmes = documents.map(programmeOf);
  const account = accountStreamId(owner.account);
  const accountNow = async () => (await events.load(accountStream, account)).state;
  return {
    store: events,
    clock,
    members,
    contactChanges: (question) => members.contactChanges(question),
    together: (member) => members.together(member),
    owner,
    programmes: async () => programmes,
    fingerprint: fingerprinter(Buffer.alloc(32, 7)),
    newUuid,
    rewards: inMemoryRewards(),
    vouchers: voucherCodes(Buffer.alloc(32, 7)),
    pools: inMemoryPools(),
    positions: inMemoryPositions(),
    ...(standing && { standing }),
    earn: (points, terms) => earnPoints(events, owner, { points, ...terms }),
    async balance(wallet = 'points') {
      const found = (await accountNow()).wallets.find((each) => each.wallet === wallet);
      const { inLots = 0n, owed = 0n, held = 0n, pending = 0n } = found ?? {};
      return { available: Number(inLots - owed), held: Number(held), pending: Number(pending) };
    },
    async expiring() {
      const standing = balanceAt(await accountNow(), clock.now()).find(({ wallet }) => wallet === 'points');
      return (standing?.expiring ?? []).map(({ at, points }) => [formatInstant(at), Number(points)] as const);
    },
    heads: () => events.heads(),
  };
}

export async function earnPoints(
  store: EventStore,
  { member, account }: Owner,
  { points, wallet = 'points', availableAt, expiresAt = null }: { points: number } & Partial<Omit<NewLot, 'points'>>,
): Promise<string> {
  const stream = fromId('acc', account) ?? '';
  const lot = toId('lot', newUuid());
  await store.execute({
    on: stream,
    decide(view) {
      const { now } = view;
      const issued = { lot, wallet, points: BigInt(points), availableAt: availableAt ?? now, expiresAt };
      const { state } = view.state(accountStream, stream);
      const decision = earn({ member, occurredAt: now, now, lots: [issued] }, state);
      if (!decision.accepted) throw new Error(decision.rejection.reason);
      const events = decision.events.map((event) => ({ event, occurredAt: event.occurredAt }));
      return { answer: undefined, appends: [{ category: accountStream, stream, events }] };
    },
  });
  return lot;
}

export function instant(text: string): number {
  const at = parseInstant(text);
  if (at === undefined) throw new Error(`${text} is no instant`);
  return at;
}

let numbered = 0;

/** Points of the card 4007 for an order of its own. */
export function anOrder(points: number, change: Partial<SentRedemption> = {}): SentRedemption {
  numbered += 1;
  return {
    source: 'shop',
    externalId: `O-${numbered}`,
    member: { card: '4007' },
    points: [{ wallet: 'points', points }],
    ...change,
  };
}

/** One that is expected to succeed. */
export async function authorised(shop: Shop, sent: SentRedemption): Promise<RedemptionAnswer & { id: string }> {
  const answer = await authorise(sent, shop);
  if ('rejected' in answer) throw new Error(answer.rejection.reason);
  return { ...answer, id: answer.redemption.facts.redemption };
}
