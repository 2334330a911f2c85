import type { Account } from '../domain/member.js';
import { done, refuse, type Outcome } from '../domain/refusal.js';
import type { MemberRecords, ReadStanding, Standing } from './ports.js';

/** Who shares accounts, and where these stand. */
export interface HouseholdView {
  readonly id: string;
  readonly members: readonly string[];
  readonly accounts: readonly (Account & Standing)[];
}

export async function viewHousehold(
  household: string,
  { records, standing }: { readonly records: MemberRecords; readonly standing: ReadStanding },
): Promise<Outcome<HouseholdView>> {
  const found = await records.find(household);
  if (found?.isHousehold !== true) return refuse({ reason: 'household_not_found' });
  const standings = await standing(found.accounts);
  const accounts = found.accounts.map((account) => ({
    ...account,
    ...(standings.get(account.id) ?? { version: 0, balance: [], tier: null }),
  }));
  return done({ id: household, members: await records.membersOf(household), accounts });
}
