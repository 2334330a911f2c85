import type { ReturnRecorded } from '@loyalty/contracts';
import { createInMemoryStore, type EventStore } from '@loyalty/event-store';
import { accountStream } from '@loyalty/ledger';
import { fingerprinter, parseInstant } from '@loyalty/service-host/values';
import { accountStreamId } from '../application/account-book.js';
import { applyProgramme } from '../application/programmes/apply-programme.js';
import type { AccrualPorts } from '../application/ports.js';
import { postPurchase } from '../application/purchases/post-purchase.js';
import { postReturn } from '../application/returns/post-return.js';
import type { PurchaseAnswer } from '../application/purchases/purchase-answer.js';
import { ProgrammeCatalogue } from '../application/programmes/programme-catalogue.js';
import type { SentLine, SentPurchase, SentReturn } from '../domain/sent/sent-purchase.js';
import { MembersFixture } from './members.fixture.js';

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
    this.at = instant(at);
  }
}

export interface Shop extends AccrualPorts {
  readonly members: MembersFixture;
  readonly clock: ClockFixture;
  readonly catalogue: ProgrammeCatalogue;
  apply(document: string): Promise<void>;
  /** Available, held, pending and shortfall of one wallet. */
  balance(account: string, wallet?: string): Promise<Record<'available' | 'held' | 'pending' | 'shortfall', number>>;
}

export const TEA = 'tea';

/** 1 point per 1.00 EUR, down; whatever a test needs besides stands behind it. */
export function teaProgramme(more: ProgrammeChanges = {}): string {
  const { id = TEA, currency = 'EUR', earn = '', wallet = '', programme = '' } = more;
  return `
id: ${id}
name: Tea
currency: ${currency}
timeZone: Europe/Berlin
taxIncluded: true
wallets:
  points:
    unit: { one: point, other: points }
    ${wallet}
    earn:
      points: 1
      per: 1.00
      rounding: down
      ${earn}
${programme}
`;
}

interface ProgrammeChanges {
  readonly id?: string;
  readonly currency?: string;
  readonly earn?: string;
  readonly wallet?: string;
  readonly programme?: string;
}

/** Everything that the use cases stand on, in memory. */
export async function openShop(document = teaProgramme(), store?: (clock: ClockFixture) => EventStore): Promise<Shop> {
  const clock = new ClockFixture('2026-01-01T00:00:00Z');
  const members = new MembersFixture();
  const events = store?.(clock) ?? createInMemoryStore({ clock });
  const catalogue = new ProgrammeCatalogue(events);
  const shop: Shop = {
    store: events,
    members,
    accounts: members,
    contactChanges: (question) => members.contactChanges(question),
    programmes: catalogue,
    catalogue,
    clock,
    fingerprint: fingerprinter(Buffer.alloc(32, 7)),
    async apply(text) {
      const [, id = ''] = /^id: (\S+)$/m.exec(text) ?? [];
      const answer = await applyProgramme({ id, document: text, actor: 'key_test' }, { store: events, catalogue });
      if (!answer.ok) throw new Error(JSON.stringify(answer));
    },
    async balance(account, wallet = 'points') {
      const { state } = await events.load(accountStream, accountStreamId(account));
      const found = state.wallets.find((each) => each.wallet === wallet);
      const { inLots = 0n, owed = 0n, held = 0n, pending = 0n, shortfall = 0n } = found ?? {};
      return {
        available: Number(inLots - owed),
        held: Number(held),
        pending: Number(pending),
        shortfall: Number(shortfall),
      };
    },
  };
  await shop.apply(document);
  clock.set('2026-06-01T12:00:00Z');
  return shop;
}

export function instant(text: string): number {
  const at = parseInstant(text);
  if (at === undefined) throw new Error(`${text} is no instant`);
  return at;
}

let numbered = 0;

/** A purchase of the card 4007, different from every other. */
export function aPurchase(change: Partial<SentPurchase> = {}): SentPurchase {
  return {
    source: 'till-7',
    externalId: `R-${++numbered}`,
    occurredAt: '2026-03-05T10:15:00+01:00',
    member: { card: '4007' },
    currency: 'EUR',
    lines: [line('1', '100.00')],
    ...change,
  };
}

export function line(id: string, amount: string, change: Partial<SentLine> = {}): SentLine {
  return { id, sku: `SKU-${id}`, quantity: '1', amount, ...change };
}

export function aReturn(change: Partial<SentReturn>): SentReturn {
  return {
    source: 'till-7',
    externalId: `B-${++numbered}`,
    occurredAt: '2026-04-01T10:00:00Z',
    lines: [],
    ...change,
  };
}

/** A guest's, or anybody's who shows nothing. */
export function withoutMember({ member: _member, ...purchase }: SentPurchase): SentPurchase {
  return purchase;
}

export async function purchase(shop: Shop, sent: SentPurchase): Promise<PurchaseAnswer> {
  const answer = await postPurchase(sent, shop);
  if (!('first' in answer)) throw new Error(JSON.stringify(answer, writeBigint));
  return answer;
}

/** One that is applied at once. */
export async function giveBack(shop: Shop, sent: SentReturn): Promise<ReturnRecorded> {
  const result = await postReturn(sent, shop);
  if (!('answer' in result) || result.answer.type !== 'ReturnRecorded')
    throw new Error(JSON.stringify(result, writeBigint));
  return result.answer;
}

/** The points that each wallet really lost. */
export function taken({ takenBack }: { readonly takenBack: readonly { readonly points: bigint }[] }): number {
  return takenBack.reduce((sum, { points }) => sum + Number(points), 0);
}

const writeBigint = (_key: string, value: unknown) => (typeof value === 'bigint' ? Number(value) : value);
