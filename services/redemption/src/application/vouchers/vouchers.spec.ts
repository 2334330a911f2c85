import { beforeEach, describe, expect, it } from '@jest/globals';
import { shownCode } from '../../domain/vouchers/voucher-code.js';
import { aMug, aMugFor, put } from '../../testing/rewards.fixture.js';
import { authorised, openShop, type Shop, TEA } from '../../testing/shop.fixture.js';
import { captureRedemption } from '../capture.js';
import { Reconciler } from '../reconcile.js';
import { refundRedemption } from '../refund.js';
import { giveVoucher } from './give-voucher.js';
import { listVouchers } from './list-vouchers.js';
import { releaseVoucher, reserveVoucher, useVoucher } from './use-voucher.js';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
  await shop.earn(100);
});

let numbered = 0;
const ann = { card: '4007' };
const bob = { card: '4008' };
const aUse = (code: string, change: object = {}) => {
  numbered += 1;
  return { code, source: 'till-1', externalId: `U-${numbered}`, member: ann, store: 'berlin-1', ...change };
};
const agree = async () => expect(await Reconciler.fromTheStart(shop.store).catchUp()).toEqual([]);

async function give(change: object = { member: ann }): Promise<string> {
  numbered += 1;
  const given = await giveVoucher({ sent: change, idempotencyKey: `G-${numbered}` }, shop);
  if ('rejected' in given) throw new Error(given.rejection.reason);
  return shop.vouchers.codeOf(given.voucher.facts.voucher);
}

describe('A voucher', () => {
  it('is used once, and a second use says when and where the first was', async () => {
    const code = await give();
    const use = aUse(code);
    expect(await useVoucher(use, shop)).toMatchObject({ voucher: { uses: [{ store: 'berlin-1' }] }, repeated: false });
    expect(await useVoucher(use, shop)).toMatchObject({ repeated: true });
    shop.clock.set('2026-06-02T12:00:00Z');
    expect(await useVoucher(aUse(code, { source: 'till-2' }), shop)).toMatchObject({
      rejection: {
        reason: 'voucher_used',
        usesMax: 1,
        uses: [
          { source: 'till-1', externalId: use.externalId, store: 'berlin-1', occurredAt: Date.UTC(2026, 5, 1, 12) },
        ],
      },
    });
  });

  it('is not used at another store under the same id', async () => {
    const code = await give();
    const { store, ...use } = aUse(code);
    await useVoucher({ ...use, store }, shop);
    for (const other of [{ store: 'berlin-2' }, {}]) {
      expect(await useVoucher({ ...use, ...other }, shop)).toMatchObject({
        rejection: {
          reason: 'already_used_with_other_content',
          first: expect.stringMatching(/^vch_/),
          differs: ['store'],
        },
      });
    }
    expect(await useVoucher({ ...use, store }, shop)).toMatchObject({ repeated: true });
  });

  it('is found however its code is typed', async () => {
    const code = await give();
    expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{20}$/);
    const typed = ` ${shownCode(code).replaceAll('0', 'O').replaceAll('1', 'l')} `;
    expect(await useVoucher(aUse(typed), shop)).toMatchObject({ repeated: false });
  });

  it('of somebody else is refused by name, and says nothing more', async () => {
    shop.members.join(TEA, bob.card);
    const code = await give();
    for (const member of [bob, { card: 'unknown' }, undefined]) {
      for (const step of [useVoucher, reserveVoucher, releaseVoucher]) {
        const { member: _ann, ...use } = aUse(code);
        expect(await step({ ...use, ...(member && { member }) }, shop)).toMatchObject({
          rejection: { reason: 'code_not_yours' },
        });
      }
    }
    const used = aUse(code);
    await useVoucher(used, shop);
    expect(await useVoucher({ ...used, member: bob }, shop)).toMatchObject({ rejection: { reason: 'code_not_yours' } });
  });

  it('that is free is used by whoever has it, so often as it may be', async () => {
    const code = await give({ uses: 2 });
    await useVoucher(aUse(code), shop);
    const { member: _nobody, ...anonymous } = aUse(code);
    expect(await useVoucher(anonymous, shop)).toMatchObject({ voucher: { uses: [{}, { member: null }] } });
    expect(await useVoucher(aUse(code), shop)).toMatchObject({ rejection: { reason: 'voucher_used', usesMax: 2 } });
  });

  it('is used between its instants alone', async () => {
    const code = await give({ validFrom: '2026-06-02T00:00:00Z', validUntil: '2026-06-03T00:00:00Z' });
    expect(await useVoucher(aUse(code), shop)).toMatchObject({ rejection: { reason: 'voucher_not_valid_yet' } });
    shop.clock.set('2026-06-03T00:00:00Z');
    expect(await useVoucher(aUse(code), shop)).toMatchObject({ rejection: { reason: 'voucher_expired' } });
  });

  it('is reserved for a till, used by it, and by no other meanwhile', async () => {
    const code = await give({});
    const use = aUse(code);
    expect(await reserveVoucher(use, shop)).toMatchObject({ lapsesAt: Date.UTC(2026, 5, 1, 12, 15), repeated: false });
    expect(await reserveVoucher(use, shop)).toMatchObject({ repeated: true });
    expect(await useVoucher(aUse(code), shop)).toMatchObject({
      rejection: { reason: 'voucher_reserved', reserved: [{ source: 'till-1', externalId: use.externalId }] },
    });
    expect(await useVoucher(use, shop)).toMatchObject({ repeated: false });
    expect(await releaseVoucher(use, shop)).toMatchObject({ rejection: { reason: 'voucher_used' } });
  });

  it('is the other’s too once both have turned out to be one person, and is listed for either', async () => {
    const other = shop.members.join(TEA, bob.card).member;
    const code = await give({ member: ann });
    const use = aUse(code, { member: bob });
    expect(await useVoucher(use, shop)).toMatchObject({ rejection: { reason: 'code_not_yours' } });
    expect(await listVouchers(other, shop)).toEqual([]);
    shop.members.merge(shop.owner.member, other);
    const [listed] = await listVouchers(other, shop);
    expect(listed).toMatchObject({ facts: { member: shop.owner.member } });
    expect(await listVouchers(shop.owner.member, shop)).toEqual([listed]);
    expect(await useVoucher(use, shop)).toMatchObject({ voucher: { uses: [{ member: shop.owner.member }] } });
    expect(await useVoucher({ ...use, member: ann }, shop)).toMatchObject({ repeated: true });
  });

  it('sets no other use aside for a reservation that comes late, when its use is over', async () => {
    const code = await give({ uses: 2 });
    const use = aUse(code);
    await reserveVoucher(use, shop);
    await useVoucher(use, shop);
    expect(await reserveVoucher(use, shop)).toMatchObject({ rejection: { reason: 'voucher_used', usesMax: 2 } });
    expect(await useVoucher(aUse(code), shop)).toMatchObject({ repeated: false });
  });

  it('is free again when it is released, and when its reservation lapses', async () => {
    const code = await give({});
    const first = aUse(code);
    await reserveVoucher(first, shop);
    expect(await releaseVoucher(first, shop)).toMatchObject({ repeated: false });
    expect(await releaseVoucher(first, shop)).toMatchObject({ repeated: true });
    await reserveVoucher(aUse(code, { lapsesAfter: 'PT5M' }), shop);
    shop.clock.set('2026-06-01T12:04:59Z');
    expect(await useVoucher(aUse(code), shop)).toMatchObject({ rejection: { reason: 'voucher_reserved' } });
    shop.clock.set('2026-06-01T12:05:00Z');
    expect(await useVoucher(aUse(code), shop)).toMatchObject({ repeated: false });
  });

  it('is given once for one key, and the same key with other terms is refused', async () => {
    const first = await giveVoucher({ sent: { member: ann }, idempotencyKey: 'k' }, shop);
    expect(await giveVoucher({ sent: { member: ann }, idempotencyKey: 'k' }, shop)).toMatchObject({
      ...first,
      repeated: true,
    });
    const other = { uses: 2, validFrom: '2026-06-02T00:00:00Z', validUntil: '2026-06-03T00:00:00Z' };
    for (const [sent, differs] of [
      [{ member: ann, uses: 2 }, ['uses']],
      [other, ['member', 'uses', 'validFrom', 'validUntil']],
      [{ member: ann, programme: TEA }, ['member', 'programme']],
    ] as const) {
      expect(await giveVoucher({ sent, idempotencyKey: 'k' }, shop)).toMatchObject({
        rejection: { reason: 'already_used_with_other_content', differs },
      });
    }
  });

  it('is nobody’s where the code was never issued', async () => {
    expect(await useVoucher(aUse('0000-0000-0000-0000-0000'), shop)).toMatchObject({
      rejection: { reason: 'voucher_not_found' },
    });
  });
});

describe('A reward that a voucher proves', () => {
  const voucherTerms = { kind: 'voucher', voucher: { validFor: 'P30D' } } as const;
  const codeOf = async (): Promise<string> => {
    const [voucher] = await listVouchers(shop.owner.member, shop);
    return shop.vouchers.codeOf(voucher?.facts.voucher ?? '');
  };

  it('issues it with the capture, bound and for its time, and again to nobody', async () => {
    await put(shop, aMug(voucherTerms));
    const { id } = await authorised(shop, aMugFor());
    expect(await listVouchers(shop.owner.member, shop)).toEqual([]);
    await captureRedemption(id, {}, shop);
    await captureRedemption(id, {}, shop);
    expect(await listVouchers(shop.owner.member, shop)).toMatchObject([
      { facts: { redemption: id, member: shop.owner.member, usesMax: 1, validUntil: Date.UTC(2026, 6, 1, 12) } },
    ]);
    expect(await useVoucher(aUse(await codeOf()), shop)).toMatchObject({ repeated: false });
    await agree();
  });

  it('is issued by the terms of when it was chosen, whatever they are at the capture', async () => {
    await put(shop, aMug(voucherTerms));
    const { id } = await authorised(shop, aMugFor());
    await put(shop, aMug({ ...voucherTerms, voucher: { uses: 9 } }));
    await captureRedemption(id, {}, shop);
    expect(await listVouchers(shop.owner.member, shop)).toMatchObject([{ facts: { usesMax: 1 } }]);
  });

  it('is revoked by a refund before its use, and after it nothing is refunded', async () => {
    await put(shop, aMug(voucherTerms));
    const { id } = await authorised(shop, aMugFor({ capture: true }));
    const code = await codeOf();
    await refundRedemption({ id, idempotencyKey: id }, shop);
    expect(await useVoucher(aUse(code), shop)).toMatchObject({
      rejection: { reason: 'voucher_revoked', cause: 'refunded' },
    });
    await agree();

    const second = await authorised(shop, aMugFor({ capture: true }));
    const vouchers = await listVouchers(shop.owner.member, shop);
    await useVoucher(aUse(shop.vouchers.codeOf(vouchers[1]?.facts.voucher ?? '')), shop);
    expect(await refundRedemption({ id: second.id, idempotencyKey: 'late' }, shop)).toMatchObject({
      rejection: { reason: 'voucher_used', uses: [{ store: 'berlin-1' }] },
    });
    expect(await shop.balance()).toMatchObject({ available: 90 });
  });
});
