import { byClaim } from './account.js';
import {
  addAvailable,
  addPending,
  countExpired,
  type Draft,
  dropHold,
  openHold,
  takeAvailable,
  takePending,
} from './draft.js';
import type { AccountMovedIn, AccountMovedOut, FactsOf, MovedClaim, MovedHold } from './events.js';
import { leadsAfterMovedIn, leadsAfterMovedOut } from './leads.js';
import { totals } from './slice.js';
import { put } from './tree.js';

/** What a move takes from the one Account it brings to the other; what is asked about its Members follows it. */
export function applyMovedOut(draft: Draft, facts: FactsOf<AccountMovedOut>): void {
  for (const slice of facts.slices) takeAvailable(draft, slice);
  for (const lot of facts.lots) takePending(draft, lot.lot, lot.points);
  for (const { hold, slices } of facts.holds) {
    dropHold(draft, hold);
    for (const slice of slices) draft.wallet(slice.wallet).held -= slice.points;
  }
  for (const { wallet, points } of facts.owed) draft.wallet(wallet).owed -= points;
  for (const { wallet, points } of facts.shortfall) draft.wallet(wallet).shortfall -= points;
  for (const { wallet } of facts.shortfall) draft.wallet(wallet).claims = undefined;
  for (const { lot, points } of facts.expired) countExpired(draft, { lot, points: -points });
  draft.leads = leadsAfterMovedOut(draft.leads, facts);
}

export function applyMovedIn(draft: Draft, facts: FactsOf<AccountMovedIn>): void {
  const { from, occurredAt } = facts;
  for (const slice of facts.slices) addAvailable(draft, slice, occurredAt);
  for (const lot of facts.lots) addPending(draft, lot, occurredAt);
  // Here it is held from now on: it is not released earlier than it came.
  for (const hold of facts.holds) takeOver(draft, { ...hold, heldAt: occurredAt });
  for (const { wallet, points } of facts.owed) draft.wallet(wallet).owed += points;
  for (const { wallet, points } of facts.shortfall) draft.wallet(wallet).shortfall += points;
  for (const claim of facts.claims) keepClaim(draft, claim);
  for (const each of facts.expired) countExpired(draft, each);

  if (!draft.gathered.includes(from)) draft.gathered = [...draft.gathered, from];
  draft.leads = leadsAfterMovedIn(draft.leads, facts);
}

/** Field by field: a snapshot of what was decided is that of what was folded, to the byte. */
function takeOver(draft: Draft, { hold, redemption, member, lapsesAt, heldAt, slices }: MovedHold): void {
  for (const slice of slices) draft.wallet(slice.wallet).held += slice.points;
  const named = { hold, ...(redemption === undefined ? {} : { redemption }), member };
  const { version } = draft;
  openHold(draft, { status: 'open', ...named, lapsesAt, heldAt, version, points: totals(slices), slices });
}

function keepClaim(draft: Draft, { wallet: name, return: from, points }: MovedClaim): void {
  const wallet = draft.wallet(name);
  const claim = { version: draft.version, ...(from === undefined ? {} : { return: from }), points };
  wallet.claims = put(wallet.claims, claim, byClaim);
}
