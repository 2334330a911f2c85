import type { Member } from '../domain/member.js';
import type { MemberRecords } from './ports.js';

export interface ListMembers {
  /** The last member of the page before. */
  readonly after?: string;
  readonly limit: number;
}

export interface MemberPage {
  readonly members: readonly Member[];
  /** There are more: the next page begins after this one. */
  readonly next?: string;
}

/** All members, erased ones too, since their accounts still hold points. */
export async function listMembers({ after, limit }: ListMembers, records: MemberRecords): Promise<MemberPage> {
  const found = await records.page({ limit: limit + 1, ...(after !== undefined && { after }) });
  const members = found.slice(0, limit);
  const last = members.at(-1);
  return { members, ...(found.length > limit && last !== undefined && { next: last.id }) };
}
