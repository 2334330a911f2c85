import { inOrder, type Account, type Member } from '../domain/member.js';
import { done, type Outcome } from '../domain/refusal.js';
import type { MemberRecords, ReadReferral, ReadStanding, Referral, Standing } from './ports.js';
import { present } from './present.js';

/** A member, and where each account stands. */
export interface MemberView {
  readonly member: Member;
  readonly accounts: readonly (Account & Standing)[];
  /** Members who turned out to be this one. */
  readonly merged: readonly string[];
  /** Whose the accounts are. */
  readonly household?: string;
  readonly referral?: Referral;
}

export interface ViewPorts {
  readonly records: MemberRecords;
  readonly standing: ReadStanding;
  readonly referral: ReadReferral;
}

/** Whoever was merged into another one leads there. */
export async function viewMember(
  asked: string,
  { records, standing }: Pick<ViewPorts, 'records' | 'standing'>,
): Promise<Outcome<MemberView>> {
  const { root, together, household } = await records.standing(asked);
  const [first, ...others] = await records.findAll([...together, ...(household === undefined ? [] : [household])]);
  const found = present(first);
  if (found.refused) return found;
  const shared = household === undefined ? undefined : others.pop();
  const merged = others.filter((member) => member !== undefined);
  const member: Member = {
    ...found.done,
    identities: inOrder([found.done, ...merged].flatMap(({ identities }) => identities)),
    accounts: (shared ?? found.done).accounts,
  };
  const view = await withStanding(member, standing);
  const more = { merged: together.filter((each) => each !== root), ...(household !== undefined && { household }) };
  return done({ ...view, ...more });
}

/** With what the member tells friends, and who invited them: more than a till asks for. */
export async function viewWhole(asked: string, ports: ViewPorts): Promise<Outcome<MemberView>> {
  const found = await viewMember(asked, ports);
  return found.refused ? found : done({ ...found.done, referral: await ports.referral(found.done.member.id) });
}

/** An account that nothing has happened to yet stands at version 0. */
async function withStanding(member: Member, standing: ReadStanding): Promise<Pick<MemberView, 'member' | 'accounts'>> {
  const standings = await standing(member.accounts);
  const accounts = member.accounts.map((account) => ({
    ...account,
    ...(standings.get(account.id) ?? { version: 0, balance: [], tier: null }),
  }));
  return { member, accounts };
}
