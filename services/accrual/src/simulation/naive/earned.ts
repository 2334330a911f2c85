import type { Findings } from '../findings.js';
import type { RandomProgramme } from '../random-programme.js';
import type { Given } from './history.js';

/** Explanations add up to lots, wallet by wallet, and lots to their lines. */
export function checkSumsOf(findings: Findings, { id, outcome: { lots, explanation }, facts }: Given): void {
  const sums = (parts: readonly { readonly wallet: string; readonly points: bigint }[]) => {
    const byWallet = new Map<string, bigint>();
    for (const { wallet, points } of parts) byWallet.set(wallet, (byWallet.get(wallet) ?? 0n) + points);
    return [...byWallet].filter(([, points]) => points > 0n).sort();
  };
  findings.same(`${id}: what explains it is what it earned`, sums(explanation), sums(lots));
  if (!facts) return;
  for (const lot of lots) {
    const onLines = lot.lines.reduce((sum, { points }) => sum + points, 0n);
    findings.same(`${id}: lines of ${lot.wallet} carry the lot`, lot.points, onLines);
  }
}

/** The base rule, the plain multipliers and what everybody is given, by the sums that a receipt shows. */
export function checkEarned(findings: Findings, given: Given, programme: RandomProgramme): void {
  const { id, facts, outcome } = given;
  if (!facts || facts.payments.some(({ kind }) => kind === 'points') || outcome.explanation.length === 0) return;
  const spent = facts.lines
    .filter(({ kind }) => kind === 'goods' || kind === 'service')
    .reduce((sum, { amount }) => sum + amount, 0n);
  const told = (offer: string) => outcome.explanation.find((each) => each.offer === offer);
  const { base, plainFactors, fixed } = programme;
  const SCALE = 10_000n;
  const upTo = (factor: bigint) => round(spent * base.points * factor, base.perMinor * SCALE, base.rounding);
  const ofBase = told('base');
  if (ofBase && !ofBase.trimmed) findings.same(`${id}: base`, upTo(SCALE), ofBase.points);

  if (plainFactors && ofBase) {
    let factor = SCALE;
    for (const { offer, factor: each } of plainFactors) {
      const before = upTo(factor);
      factor += each - SCALE;
      findings.same(`${id}: ${offer} multiplies`, upTo(factor) - before, told(offer)?.points ?? 0n);
    }
  }
  for (const { offer, points, spentAtLeast } of fixed) {
    const said = told(offer);
    if (said?.trimmed || !ofBase) continue;
    if (said) findings.same(`${id}: ${offer} gives`, [points, true], [said.points, spent >= spentAtLeast]);
  }
}

function round(dividend: bigint, divisor: bigint, rounding: 'down' | 'up' | 'half-up'): bigint {
  if (rounding === 'down') return dividend / divisor;
  if (rounding === 'up') return (dividend + divisor - 1n) / divisor;
  return (2n * dividend + divisor) / (2n * divisor);
}
