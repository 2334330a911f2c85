import { createInMemoryStore, type EventStore } from '@loyalty/event-store';
import { Random } from '@loyalty/ledger/simulation';
import { newUuid, toId } from '@loyalty/service-host';
import { applyProgramme } from '../application/programmes/apply-programme.js';
import type {
  AccrualPorts,
  CoarseFacts,
  Enrolment,
  FactsQuestion,
  Members,
  Membership,
  Question,
  Recognised,
} from '../application/ports.js';
import { ProgrammeCatalogue } from '../application/programmes/programme-catalogue.js';
import type { SentPurchase } from '../domain/sent/sent-purchase.js';
import type { GivenGift } from './giving.js';
import type { Redeemed } from './redeeming.js';
import { CAMPAIGN, PROGRAMME, ProgrammeMaker, SEGMENTS, type RandomProgramme } from './random-programme.js';

export const minute = 60_000;
export const day = 24 * 60 * minute;
export const CARDS = ['4001', '4002', '4003'] as const;
/** Nobody's until somebody joins with it. */
export const LATE_CARD = '4009';

/** A purchase that was recorded, as its till remembers it. */
export interface Bought {
  readonly id: string;
  readonly sent: SentPurchase;
}

export interface World {
  readonly random: Random;
  readonly ports: AccrualPorts & { readonly store: EventStore };
  readonly catalogue: ProgrammeCatalogue;
  readonly programme: RandomProgramme;
  readonly people: People;
  readonly bought: Bought[];
  /** Named by a void or a return before they came. */
  readonly announced: string[];
  /** Points that were spent to pay with. */
  readonly redeemed: Redeemed[];
  readonly gifts: GivenGift[];
  /** Whether points were given or taken by hand. */
  adjusted: boolean;
  now: number;
  ids: number;
}

export async function newWorld(seed: number): Promise<World> {
  const random = new Random(seed);
  const programme = new ProgrammeMaker(random).make();
  let now = Date.UTC(2026, 0, 5) + random.whole(0, 300) * day;
  const clock = { now: () => world.now };
  const store = createInMemoryStore({ clock });
  const catalogue = new ProgrammeCatalogue(store);
  const people = new People(random, now);
  const pausedFrom = random.chance(30) ? now + random.whole(1, 60) * day : Infinity;
  const pausedUntil = pausedFrom + random.whole(1, 60) * day;
  const ports = {
    store,
    clock,
    members: people,
    accounts: people,
    // No limit of these programmes looks at it.
    contactChanges: async () => [],
    segments: people,
    fingerprint: fingerprintOf,
    programmes: {
      list: () => catalogue.list(),
      latest: (id: string) => catalogue.latest(id),
      version: (id: string, version: number) => catalogue.version(id, version),
      inForce(id: string, at: number) {
        const judge = catalogue.inForce(id, at);
        return judge && at >= pausedFrom && at < pausedUntil ? { ...judge, paused: new Set([CAMPAIGN]) } : judge;
      },
    },
  };
  const world: World = {
    random,
    ports,
    catalogue,
    programme,
    people,
    bought: [],
    announced: [],
    redeemed: [],
    gifts: [],
    adjusted: false,
    now,
    ids: 0,
  };
  now = world.now;
  await apply(world, programme.document);
  return world;
}

/** Throws where the document is refused: then it is the maker of programmes that is wrong. */
export async function apply({ ports, catalogue }: World, document: string): Promise<void> {
  const answer = await applyProgramme({ id: PROGRAMME, document, actor: 'key_simulation' }, { ...ports, catalogue });
  if (!answer.ok) throw new Error(`the document is refused: ${JSON.stringify(answer)}\n${document}`);
}

export function newId(world: World, prefix: string): string {
  world.ids += 1;
  return `${prefix}-${world.ids}`;
}

/** Enrollment and the campaign service, as accrual sees them. */
class People implements Members {
  readonly memberships: Membership[] = [];
  private readonly byCard = new Map<string, Membership>();
  private readonly strangers = new Map<string, string>();
  private readonly birthMonth: number;
  private readonly isKnown: boolean;
  private readonly areInvited: boolean;
  private segmentsNow: readonly string[] = [];

  constructor(random: Random, now: number) {
    this.birthMonth = random.whole(0, 11);
    this.isKnown = random.chance(70);
    this.areInvited = random.chance(80);
    for (const card of CARDS) this.join(card, now - random.whole(0, 700) * day);
  }

  join(card: string, joinedAt: number, enrolledBy?: string): Membership {
    const membership: Membership = {
      member: toId('mem', newUuid()),
      account: toId('acc', newUuid()),
      joinedAt,
      ...(enrolledBy !== undefined && { enrolledBy }),
    };
    this.byCard.set(card, membership);
    this.memberships.push(membership);
    return membership;
  }

  of(): Promise<readonly ReadonlySet<string>[]>;
  of(owners: readonly unknown[]): Promise<readonly ReadonlySet<string>[]>;
  async of(owners: readonly unknown[] = []): Promise<readonly ReadonlySet<string>[]> {
    return owners.map(() => new Set(this.segmentsNow));
  }

  withCards(): readonly { readonly card: string; readonly account: string }[] {
    return [...this.byCard].map(([card, { account }]) => ({ card, account }));
  }

  moveSegments(random: Random): void {
    this.segmentsNow = SEGMENTS.filter(() => random.chance(50));
  }

  async resolve(questions: readonly Question[]): Promise<readonly Recognised[]> {
    return questions.map(({ identity }) => {
      const membership = this.byCard.get(identity.value);
      if (membership) return { membership };
      const stranger = this.strangers.get(identity.value) ?? newUuid();
      this.strangers.set(identity.value, stranger);
      return { stranger };
    });
  }

  async enrol(enrolments: readonly Enrolment[]): Promise<readonly Membership[]> {
    return enrolments.map(
      ({ identity, enrolledBy, at }) => this.byCard.get(identity.value) ?? this.join(identity.value, at, enrolledBy),
    );
  }

  async facts(questions: readonly FactsQuestion[]): Promise<readonly CoarseFacts[]> {
    return questions.map(({ at, member }) => {
      const isMonth = new Date(at).getUTCMonth() === this.birthMonth;
      const birthday = isMonth ? (['month', 'week'] as const).slice(0, 1 + (at % 2)) : [];
      const invitations = this.invitationsOf(member);
      const told = { birthday, consents: [], ...(invitations && { invitations }) };
      return { ...told, ...(this.isKnown && { language: 'de', ageGroup: '25-34' }) };
    });
  }

  /** The first card's member has invited the others; nobody is invited by a purchase. */
  private invitationsOf(member: string) {
    const friend = this.memberships.find((each) => each.member === member);
    const inviter = this.byCard.get(CARDS[0]);
    if (!this.areInvited || !friend || !inviter || friend === inviter) return undefined;
    const { joinedAt, enrolledBy } = friend;
    if (enrolledBy !== undefined) return undefined;
    return [{ programme: PROGRAMME, joinedAt, inviter: { member: inviter.member, account: inviter.account } }];
  }

  async find(account: string): Promise<{ readonly member: string; readonly programme: string } | undefined> {
    const found = this.memberships.find((each) => each.account === account);
    return found && { member: found.member, programme: PROGRAMME };
  }
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
