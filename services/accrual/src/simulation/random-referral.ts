import type { Random } from '@loyalty/ledger/simulation';

/** For both or for one of them, with bounds, and more or less hard to qualify; as the document says it. */
export function randomReferral(random: Random, gift: (id: string) => string): string {
  const sides = random.weighted({ both: 60, inviter: 20, friend: 20 });
  const side = (name: string) => `${name}: { ${gift(`referral-${name}`)} }`;
  const spent = random.chance(60) ? [`spentAtLeast: ${random.whole(1, 60)}.50`] : [];
  const within = random.chance(40) ? [`within: ${random.pick(['P90D', 'P1Y']) ?? 'P1Y'}`] : [];
  const qualifies = [...spent, ...within].join(', ');
  return [
    ...(sides === 'friend' ? [] : [side('inviter')]),
    ...(sides === 'inviter' ? [] : [side('friend')]),
    ...(qualifies === '' ? [] : [`qualifies: { ${qualifies} }`]),
  ].join(', ');
}
