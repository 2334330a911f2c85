import type { AccountMovedIn, AccountMovedOut, LedgerEvent } from './events.js';
import type { Lead } from './nouns.js';

type Leads = readonly Lead[];

/** Where an Account leads to after an event of it; for readers that keep no more of it than that. */
export function leadsAfter(leads: Leads, event: LedgerEvent): Leads {
  if (event.type === 'AccountMovedOut') return leadsAfterMovedOut(leads, event);
  return event.type === 'AccountMovedIn' ? leadsAfterMovedIn(leads, event) : leads;
}

/** What is asked about Members who went follows them. */
export function leadsAfterMovedOut(
  leads: Leads,
  { to, members, whole }: Pick<AccountMovedOut, 'to' | 'members' | 'whole'>,
): Leads {
  const gone = whole ? [null] : members;
  return [
    ...leads.filter(({ member }) => (whole ? member !== null : member === null || !members.includes(member))),
    ...gone.map((member) => ({ member, to })),
  ];
}

/** Whoever comes in is asked for here, wherever a lead of before has led; so no two leads ever make a circle. */
export function leadsAfterMovedIn(leads: Leads, { from, members }: Pick<AccountMovedIn, 'from' | 'members'>): Leads {
  return leads.filter(({ member, to }) => member !== null && to !== from && !members.includes(member));
}
