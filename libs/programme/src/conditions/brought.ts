/** What somebody has to bring before a fact is known, besides the purchase. */
export type Brought = 'tiers' | 'segments' | 'birthday' | 'member' | 'wallets' | 'counters';

export function broughtForAll(facts: Iterable<string>): ReadonlySet<Brought> {
  const all = new Set<Brought>();
  for (const fact of facts) {
    const brought = broughtFor(fact);
    if (brought) all.add(brought);
  }
  return all;
}

/** Undefined for facts of the purchase and its lines. */
export function broughtFor(fact: string): Brought | undefined {
  if (fact === 'tier') return 'tiers';
  if (fact === 'member.segments') return 'segments';
  if (fact.startsWith('member.birthday')) return 'birthday';
  if (fact.startsWith('member.') || fact.startsWith('history.')) return 'member';
  if (fact.startsWith('wallets.')) return 'wallets';
  return fact.startsWith('counters.') ? 'counters' : undefined;
}
