import { type Account, balanceOf, nextDueAt } from '../account.js';
import type { Instant, LotOrigin, Slice } from '../nouns.js';
import { entries } from '../tree.js';
import { type NaiveAccount, type NaivePart, burnOrdered, compare, naiveBalance, sumOf } from './naive/naive-account.js';
import { nextDue } from './naive/naive-settle.js';
import { wallets } from './world.js';

/** All that is true of an Account, a line for each fact, so that two of them can be compared and the difference read. */
export function portraitOf(account: Account): string {
  const lines: string[] = [];
  for (const name of wallets) {
    const wallet = account.wallets.find((each) => each.wallet === name);
    lines.push(balanceLine(name, wallet ? balanceOf(wallet) : nobody));
    for (const lot of entries(wallet?.lots)) lines.push(lotLine(lot));
    if (wallet && wallet.owed > 0n) lines.push(`owed ${wallet.owed}`);
  }
  for (const lot of entries(account.pending)) lines.push(`pending until ${lot.availableAt}: ${lotLine(lot)}`);
  for (const hold of entries(account.holds)) lines.push(holdLine(hold, hold.status === 'open' ? hold.slices : []));
  for (const { lot, points, member } of entries(account.expired))
    lines.push(`of ${lot} expired ${points}, of ${member}`);
  for (const line of account.leads.map(leadLine).sort()) lines.push(line);
  lines.push(`next due at ${nextDueAt(account)}`);
  return lines.join('\n');
}

export function naivePortraitOf(account: NaiveAccount): string {
  const lines: string[] = [];
  for (const name of wallets) {
    lines.push(balanceLine(name, naiveBalance(account, name)));
    for (const lot of burnOrdered(account.lots)) if (lot.wallet === name) lines.push(lotLine(lot));
    const owed = sumOf(account.owed, name);
    if (owed > 0n) lines.push(`owed ${owed}`);
  }
  for (const lot of byId(account.pending, ({ lot }) => lot))
    lines.push(`pending until ${lot.availableAt}: ${lotLine(lot)}`);
  for (const hold of byId(account.holds, ({ hold: id }) => id))
    lines.push(holdLine(hold, hold.status === 'open' ? hold.parts : []));
  for (const { lot, points, member } of byId(account.lost, ({ lot: id }) => id))
    lines.push(`of ${lot} expired ${points}, of ${member}`);
  for (const line of account.leads.map(leadLine).sort()) lines.push(line);
  lines.push(`next due at ${nextDue(account)}`);
  return lines.join('\n');
}

const nobody = { available: 0n, held: 0n, pending: 0n, shortfall: 0n };

function balanceLine(wallet: string, { available, held, pending, shortfall }: typeof nobody): string {
  return `${wallet}: available ${available}, held ${held}, pending ${pending}, shortfall ${shortfall}`;
}

function lotLine(lot: NaivePart | (Slice & { readonly creditedAt: Instant })): string {
  return `${partLine(lot)}, credited ${lot.creditedAt}`;
}

function partLine({ lot, wallet, points, earnedAt, expiresAt, member, partner, origin }: Slice): string {
  return `${lot} ${points} ${wallet} of ${member} earned ${earnedAt} ends ${expiresAt} ${partner ?? ''}${from(origin)}`;
}

const leadLine = ({ member, to }: { member: string | null; to: string }) => `about ${member ?? 'all'} ask ${to}`;

function from(origin: LotOrigin | undefined): string {
  return origin ? `from ${origin.account} ${origin.lot} ${origin.member}` : '';
}

function holdLine(hold: { hold: string; status: string; lapsesAt: Instant }, parts: readonly Slice[]): string {
  const held = burnOrdered(parts.map((part) => ({ ...part, creditedAt: 0 })));
  return `${hold.hold} ${hold.status} lapses ${hold.lapsesAt} ${held.map(partLine).join(' + ')}`;
}

function byId<Item>(list: readonly Item[], id: (item: Item) => string): Item[] {
  return [...list].sort((one, other) => compare(id(one), id(other)));
}
