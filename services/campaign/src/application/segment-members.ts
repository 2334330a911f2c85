import type { Condition, Programme, SegmentFacts } from '@loyalty/programme';
import type { AskedMember, CampaignPorts, OwnMember } from './ports.js';
import { segmentFacts, type FactPorts } from './segment-facts.js';

export type MemberPorts = FactPorts & Pick<CampaignPorts, 'readOn'>;

/** As many members are looked at together. */
const PAGE = 500;

/** How many members of a programme a condition holds for, and of how many. */
export interface Counted {
  readonly members: number;
  readonly of: number;
}

export async function countMembers(programme: Programme, when: Condition, ports: MemberPorts): Promise<Counted> {
  await ports.readOn();
  let [members, of] = [0, 0];
  for await (const { holds } of membersIn(programme, { when, after: '' }, ports)) {
    of += 1;
    if (holds) members += 1;
  }
  return { members, of };
}

export interface MembersPage {
  readonly items: readonly OwnMember[];
  /** The member after whom the next page begins; null at the end. */
  readonly next: string | null;
}

export async function listMembers(
  programme: Programme,
  { when, after, limit }: { readonly when: Condition; readonly after: string; readonly limit: number },
  ports: MemberPorts,
): Promise<MembersPage> {
  await ports.readOn();
  const items: OwnMember[] = [];
  for await (const { member, holds } of membersIn(programme, { when, after }, ports)) {
    if (!holds) continue;
    if (items.length === limit) return { items, next: items.at(-1)?.member ?? null };
    items.push(member);
  }
  return { items, next: null };
}

export interface Membership {
  readonly account: string;
  readonly isIn: boolean;
  readonly failed: ReturnType<Condition['explain']>['failed'];
  /** What the condition looked at, by the names of the facts; what is unknown is left out. */
  readonly facts: readonly { readonly fact: string; readonly value: string }[];
}

/** Why a member is in a segment, or is not; undefined for who is no member of the programme. */
export async function explainMembership(
  programme: Programme,
  { when, member }: { readonly when: Condition } & Pick<AskedMember, 'member'>,
  ports: MemberPorts,
): Promise<Membership | undefined> {
  const [found] = await ports.people.find([{ programme: programme.id, member }]);
  if (!found) return undefined;
  await ports.readOn();
  const { account } = found;
  const [facts = {}] = await segmentFacts(programme, { members: [{ member, account }], conditions: [when] }, ports);
  const { holds: isIn, failed } = when.explain(facts);
  return { account, isIn, failed, facts: [...when.uses].flatMap((fact) => factSaid(fact, facts)) };
}

interface Looked {
  readonly member: OwnMember;
  readonly holds: boolean;
}

async function* membersIn(
  programme: Programme,
  { when, after }: { readonly when: Condition; readonly after: string },
  ports: MemberPorts,
): AsyncGenerator<Looked> {
  for (let from = after; ;) {
    const members = await ports.people.page({ programme: programme.id, after: from, limit: PAGE });
    const facts = await segmentFacts(programme, { members, conditions: [when] }, ports);
    for (const [at, member] of members.entries()) yield { member, holds: when.holds(facts[at] ?? {}) };
    const last = members.at(-1);
    if (!last || members.length < PAGE) return;
    from = last.member;
  }
}

/** Money is not told here: the terms that failed tell it in the main currency. */
function factSaid(fact: string, facts: SegmentFacts): Membership['facts'] {
  const value = fact.split('.').reduce<unknown>((from, name) => (isRecord(from) ? from[name] : undefined), facts);
  if (value === undefined || fact.startsWith('history.spend')) return [];
  return [{ fact, value: Array.isArray(value) ? value.join(', ') : String(value) }];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
