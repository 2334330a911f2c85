import { beforeEach, describe, expect, it } from '@jest/globals';
import { openShop, type Shop, TEA } from '../../testing/shop.fixture.js';
import { addCodes, codesOf, putPool } from './pools.js';
import { reserveVoucher, useVoucher } from './use-voucher.js';

let shop: Shop;
beforeEach(async () => void (shop = await openShop()));

const ann = { card: '4007' };
const bob = { card: '4008' };
let used = 0;
const aUse = (code: string, change: object = {}) => {
  used += 1;
  return { code, source: 'till-1', externalId: `U-${used}`, member: ann, store: 'berlin-1', ...change };
};

describe('A pool of codes', () => {
  const aPool = (change: object = {}) =>
    putPool('summer', { sent: { programme: TEA, ...change }, actor: 'key_1' }, shop);
  const page = async () => {
    const found = await codesOf('summer', { after: 0, limit: 100 }, shop);
    return 'rejected' in found ? [] : found.codes;
  };

  it('has as many generated codes as it says, each its own, and no more for the same put', async () => {
    expect(await aPool({ size: 5 })).toMatchObject({ generated: 5 });
    expect(await aPool({ size: 5 })).toMatchObject({ generated: 5 });
    const five = await page();
    expect(await aPool({ size: 7 })).toMatchObject({ generated: 7 });
    const codes = await page();
    expect([new Set(codes).size, codes.slice(0, 5)]).toEqual([7, five]);
    expect(await codesOf('summer', { after: 5, limit: 1 }, shop)).toEqual({ codes: [codes[5]], next: 6 });
    expect(await codesOf('summer', { after: 7, limit: 9 }, shop)).toEqual({ codes: [], next: null });
  });

  it('is used code by code, on its terms; what was used keeps the terms it had', async () => {
    await aPool({ size: 3 });
    const [one = '', two = ''] = await page();
    expect(await useVoucher(aUse(one), shop)).toMatchObject({ voucher: { facts: { pool: 'summer' } } });
    await aPool({ uses: 2, validUntil: '2026-06-01T13:00:00Z' });
    expect(await useVoucher(aUse(one), shop)).toMatchObject({ rejection: { reason: 'voucher_used', usesMax: 1 } });
    await reserveVoucher(aUse(two), shop);
    await useVoucher(aUse(two), shop);
    shop.clock.set('2026-06-01T13:00:00Z');
    expect(await useVoucher(aUse(two), shop)).toMatchObject({ rejection: { reason: 'voucher_expired' } });
  });

  it('takes codes that were made elsewhere, free or bound, each once', async () => {
    await aPool();
    const codes = [{ code: 'SUMMER-SALE-26' }, { code: 'ANNS-OWN-CODE', member: shop.owner.member }];
    expect(await addCodes('summer', { codes }, shop)).toEqual({ added: 2, known: 0 });
    expect(await addCodes('summer', { codes }, shop)).toEqual({ added: 0, known: 2 });
    shop.members.join(TEA, bob.card);
    expect(await useVoucher(aUse('anns own code', { member: bob }), shop)).toMatchObject({
      rejection: { reason: 'code_not_yours' },
    });
    expect(await useVoucher(aUse('anns own code'), shop)).toMatchObject({ repeated: false });
    expect(await useVoucher(aUse('summer sale 26', { member: bob }), shop)).toMatchObject({ repeated: false });
    expect(await addCodes('winter', { codes }, shop)).toMatchObject({
      rejection: { reason: 'voucher_pool_not_found' },
    });
  });
});
