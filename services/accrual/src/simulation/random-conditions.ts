/** In CEL, over each part of what an offer may ask: the purchase, the member, balances, segments, birthdays. */
export const CONDITIONS = [
  'purchase.total >= 50.00',
  "purchase.time >= '12:00'",
  'member.purchases >= 2',
  'member.monthsSinceJoined >= 1',
  'wallets.points.balance >= 40',
  'purchase.total >= 20.00 && member.known',
  "member.language == 'de' || purchase.total < 30.00",
  '!(member.known && wallets.points.balance > 100)',
  "'regulars' in member.segments",
  "!('sleepers' in member.segments)",
  '!member.birthdayMonth',
  'wallets.points.expiringIn30Days >= 10 || wallets.points.pending == 0',
];
