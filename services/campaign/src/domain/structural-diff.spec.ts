import { describe, expect, it } from '@jest/globals';
import { structuralDiff } from './structural-diff.js';

const programme = {
  id: 'tea',
  name: 'Tea',
  currency: 'EUR',
  wallets: { points: { earn: { points: 1, per: '1.00' }, caps: { day: 500 } } },
  partners: ['bank'],
  offers: [
    { id: 'double', give: { multiply: 2 }, only: { stores: ['a', 'b'] } },
    { id: 'mug', give: { points: 5 } },
  ],
};

const texts = (after: object, before: object = programme) => structuralDiff(before, after).map(({ text }) => text);
const offers = (...changed: readonly object[]) => ({ ...programme, offers: changed });
const [double, mug] = programme.offers;

describe('What is different between two documents', () => {
  it('is nothing where they say the same, in whichever order the fields of a mapping stand', () => {
    const { name, ...rest } = programme;
    expect(texts({ ...rest, name })).toEqual([]);
  });

  it.each([
    ['of the programme', { ...programme, name: 'Tea shop' }, 'name is Tea shop instead of Tea'],
    [
      'a cap',
      { ...programme, wallets: { points: { earn: programme.wallets.points.earn, caps: { day: 400 } } } },
      'wallet points: caps.day is 400 instead of 500',
    ],
    [
      'a cap that is gone',
      { ...programme, wallets: { points: { earn: programme.wallets.points.earn } } },
      'wallet points: caps was {"day":500}, and is not said any more',
    ],
    ['partners', { ...programme, partners: ['bank', 'air'] }, 'partners is ["bank","air"] instead of ["bank"]'],
    ['a new offer', offers(...programme.offers, { id: 'cup', give: { points: 1 } }), 'offer cup is new'],
    ['an offer that is gone', offers(double ?? {}), 'offer mug is gone'],
    [
      'a list, in its order',
      offers({ ...double, only: { stores: ['b', 'a'] } }, mug ?? {}),
      'offer double: only.stores is ["b","a"] instead of ["a","b"]',
    ],
    ['another order of offers', offers(mug ?? {}, double ?? {}), 'offers stand in another order: mug, double'],
    ['tiers', { ...programme, tiers: { period: 'anniversary' } }, 'tiers is new'],
  ])('%s', (_what, after, text) => {
    expect(texts(after)).toEqual([text]);
  });

  it('has the place and both sides as data', () => {
    const changed = offers({ ...double, give: { multiply: 3 } }, mug ?? {});
    expect(structuralDiff(programme, changed)).toEqual([
      {
        kind: 'changed',
        part: 'offer',
        id: 'double',
        pointer: '/offers/0/give/multiply',
        before: 2,
        after: 3,
        text: 'offer double: give.multiply is 3 instead of 2',
      },
    ]);
    expect(structuralDiff(programme, offers(...programme.offers, { id: 'cup' }))).toMatchObject([
      { kind: 'added', pointer: '/offers/2', before: null, after: { id: 'cup' } },
    ]);
    expect(structuralDiff(programme, offers(double ?? {}))).toMatchObject([
      { kind: 'removed', pointer: '/offers/1', before: mug, after: null },
    ]);
  });

  it('is all of it where nothing was there', () => {
    expect(structuralDiff(undefined, programme).map(({ kind, part, id }) => `${kind} ${part} ${id}`)).toEqual([
      'added programme null',
      'added programme null',
      'added programme null',
      'added wallet points',
      'added partners null',
      'added offer double',
      'added offer mug',
    ]);
  });

  it('does not say that offers moved where one was put between them', () => {
    expect(texts(offers(double ?? {}, { id: 'cup' }, mug ?? {}))).toEqual(['offer cup is new']);
  });
});
