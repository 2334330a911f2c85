export const PROGRAMME = 'cash-shop';
export const STOCK = 100_000;
export const MUG = 7;
export const TEA = 11;
/** Of a payout: so many points are 1.00; above 3.00 a second person is asked for. */
export const STEP = 100;
export const APPROVED_ABOVE = 3;

export const DOCUMENT = `
id: ${PROGRAMME}
name: A shop that pays out
currency: EUR
timeZone: Europe/Berlin
wallets:
  points: { earn: { points: 1, per: 1.00 } }
`;

const price = (/** @type {number} */ points) => ({ prices: [{ points: [{ wallet: 'points', points }] }] });
export const REWARDS = {
  mug: { kind: 'item', name: { en: 'A mug' }, ...price(MUG), stock: STOCK },
  tea: { kind: 'free_unit', gives: { category: 'TEA' }, name: { en: 'Tea' }, ...price(TEA), voucher: {} },
  cash: {
    kind: 'cash_out',
    name: { en: 'Money' },
    ...price(STEP),
    gives: { amount: '1.00', currency: 'EUR' },
    payout: { approvalAbove: `${APPROVED_ABOVE}.00` },
  },
};
