import type { TierContributed } from '@loyalty/contracts';
import { SPEND_SCALE, type ProgrammeTiers } from '@loyalty/programme';
import { naiveTiers } from '@loyalty/programme/simulation';
import type { Findings } from '../findings.js';
import type { Given } from './history.js';

/** The tier of an account at an instant, added up again from all that counted; `none` where it has none. */
export function naiveTier(
  { rules }: ProgrammeTiers,
  contributions: readonly TierContributed[],
  { joinedAt, at }: { readonly joinedAt: number; readonly at: number },
): string {
  const memberSince = contributions[0]?.memberSince ?? joinedAt;
  const counted = contributions.map(({ kind, purchase, purchasedAt, occurredAt, counted: parts, visits }) => {
    const own = parts.find(({ wallet }) => wallet === rules.wallet);
    const counts = { points: own?.points ?? 0n, spend: BigInt(own?.spend ?? 0), visits: BigInt(visits) };
    return { kind, purchase, purchasedAt, occurredAt, recordedAt: occurredAt, counts };
  });
  const rank = naiveTiers(rules, memberSince, counted).rankAt(at);
  return rules.ladder[rank]?.id ?? 'none';
}

/** What a purchase counts when it is made is what its receipt shows. */
export function checkCounted(findings: Findings, given: Given, contributions: readonly TierContributed[]): void {
  const { facts, isClaimed, id, outcome } = given;
  if (!facts || isClaimed || facts.payments.some(({ kind }) => kind === 'points')) return;
  const counted = contributions.find((each) => each.purchase === id && each.kind === 'purchase');
  if (!counted) return;
  const spent = facts.lines
    .filter(({ kind }) => kind === 'goods' || kind === 'service')
    .reduce((sum, { amount }) => sum + amount, 0n);
  findings.same(`${id}: spend that counts`, String(spent * SPEND_SCALE), counted.counted[0]?.spend);
  findings.same(`${id}: visits that count`, 1, counted.visits);
  const ofBase = outcome.explanation.find(({ offer }) => offer === 'base')?.points ?? 0n;
  findings.atMost(`${id}: the base rule counts`, counted.counted[0]?.points ?? 0n, ofBase);
}

/** Nothing is left of what counted once all is returned. */
export function checkNothingCounts(findings: Findings, contributions: readonly TierContributed[]): void {
  const left = new Map<string, bigint>();
  for (const { account, kind, counted, visits } of contributions) {
    const sign = kind === 'purchase' ? 1n : -1n;
    const add = (what: string, amount: bigint) =>
      left.set(`${account} ${what}`, (left.get(`${account} ${what}`) ?? 0n) + sign * amount);
    add('visits', BigInt(visits));
    for (const { wallet, points, spend } of counted) {
      add(`points of ${wallet}`, points);
      add(`spend of ${wallet}`, BigInt(spend));
    }
  }
  for (const [what, amount] of left) findings.same(`${what} count no longer`, 0n, amount);
}
