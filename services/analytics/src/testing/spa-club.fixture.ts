/** Two businesses and a programme: the bank pays for points it gives, the spa takes them and gives some, too. */
export function spaClub({ bank = '0.010', spa = '0.0075', expired = 'kept', id = 'spa-club' } = {}): string {
  return `id: ${id}
name: Spa club
currency: EUR
timeZone: Europe/Vienna
wallets:
  points: { earn: { points: 1, per: 1.00 } }
partners:
  - { id: bank, issues: { rate: ${bank} } }
  - { id: spa, issues: { rate: 0.008, currency: USD, expired: ${expired} }, redeems: { rate: ${spa} } }
`;
}
