import type { Account, Member } from '../domain/member.js';
import { done, type Outcome } from '../domain/refusal.js';
import type { MemberRecords, ReadStanding, Standing } from './ports.js';
import { present } from './present.js';

/** A member, and where each account stands. */
export interface MemberView {
  readonly member: Member;
  readonly accounts: readonly (Account & Standing)[];
}

export interface ViewPorts {
  readonly records: MemberRecords;
  readonly standing: ReadStanding;
}

export async function viewMember(member: string, { records, standing }: ViewPorts): Promise<Outcome<MemberView>> {
  const found = present(await records.find(member));
  return found.refused ? found : done(await withStanding(found.done, standing));
}

/** An account that nothing has happened to yet stands at version 0. */
export async function withStanding(member: Member, standing: ReadStanding): Promise<MemberView> {
  const standings = await standing(member.accounts);
  const accounts = member.accounts.map((account) => ({
    ...account,
    ...(standings.get(account.id) ?? { version: 0, balance: [], tier: null }),
  }));
  return { member, accounts };
}
