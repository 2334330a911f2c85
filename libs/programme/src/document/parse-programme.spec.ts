import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parsed } from '../programme.fixture.js';
import { parseProgramme } from './parse-programme.js';
import { programmeSchema } from './programme.schema.js';
import { PROVIDED } from './provided.js';
import { RIGHT, RIGHT_OFFERS } from './right-document.fixture.js';

const EXAMPLES = new URL('../../../../examples/programmes/', import.meta.url);

describe('A programme document', () => {
  it('says what the programme is', () => {
    const programme = parsed(RIGHT);
    expect(programme).toMatchObject({
      id: 'shop',
      name: 'Shop',
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      taxIncluded: true,
      clawBack: 'unlimited',
      refundGrace: { text: 'P30D', days: 30 },
      claimWithin: { text: 'P30D' },
      clockSkew: { text: 'PT10M', milliseconds: 600_000 },
      autoEnrolment: { when: { spentAtLeast: 5000n }, earns: true },
    });
    expect([...programme.currencies.keys()]).toEqual(['EUR', 'CHF']);
    expect(programme.wallets.get('points')).toMatchObject({
      id: 'points',
      unit: { one: 'point', other: 'points' },
      expiry: { after: { text: 'P1Y' }, endOf: 'year' },
      pending: { after: { text: 'P14D' } },
    });
    expect(programme.baseRules).toMatchObject([
      {
        id: 'base',
        wallet: { id: 'points' },
        points: 1n,
        per: 100n,
        rounding: 'down',
        basis: { discount: 'after', tax: 'as-priced', paidWithPoints: 'excluded' },
        eligibility: { unitPriceAbove: 0n, kinds: new Set(['goods', 'service']) },
      },
    ]);
  });

  it('needs little, and says by its defaults what most programmes want', () => {
    const programme = parsed(
      'id: a\nname: A\ncurrency: JPY\ntimeZone: Asia/Tokyo\nwallets: { points: { earn: { points: 1, per: 100 } } }',
    );
    expect(programme).toMatchObject({
      taxIncluded: true,
      clawBack: 'unlimited',
      refundGrace: { text: 'P30D' },
      claimWithin: { text: 'P30D' },
      clockSkew: { text: 'PT10M' },
      holdLapsesAfter: { text: 'PT15M', milliseconds: 900_000 },
      holdLapsesAfterMax: { text: 'P30D' },
      autoEnrolment: { when: 'never', earns: true },
    });
    expect(programme.wallets.get('points')).toEqual({
      id: 'points',
      unit: { one: 'points', other: 'points' },
      words: { en: { one: 'points', other: 'points' }, ru: { one: 'points', few: 'points', many: 'points' } },
      timeZone: 'Asia/Tokyo',
      expiry: null,
      pending: { after: null },
    });
    expect(programme.baseRules).toMatchObject([
      { per: 100n, rounding: 'down', eligibility: { unitPriceAbove: null, kinds: new Set(['goods', 'service']) } },
    ]);
  });

  it('may be JSON, and takes decimals by their digits, in quotes or not', () => {
    const json = {
      id: 'a',
      name: 'A',
      currency: 'EUR',
      timeZone: 'UTC',
      wallets: { points: { earn: { points: 1, per: '2.50' } } },
    };
    expect(parsed(JSON.stringify(json)).baseRules).toMatchObject([{ per: 250n }]);
    expect(parsed(JSON.stringify(json).replace('"2.50"', '2.50')).baseRules).toMatchObject([{ per: 250n }]);
  });

  it('is the same programme each time it is read', () => {
    expect(parseProgramme(RIGHT)).toEqual(parseProgramme(RIGHT));
    expect(parseProgramme(RIGHT_OFFERS)).toEqual(parseProgramme(RIGHT_OFFERS));
    const when = (sum: string) =>
      parseProgramme(RIGHT_OFFERS.replace('    group', `    when: purchase.total > ${sum}\n    group`));
    expect(when('1.00')).toEqual(when('1.00'));
    expect(when('1.00')).not.toEqual(when('2.00'));
  });

  it('is published with its schema as it stands', () => {
    const published: unknown = JSON.parse(
      readFileSync(new URL('../../programme.schema.json', import.meta.url), 'utf8'),
    );
    expect(published).toEqual(programmeSchema);
  });

  it.each(readdirSync(EXAMPLES).filter((file) => /^[^.]+\.yaml$/.test(file)))('is shown by %s', (file) => {
    const result = parseProgramme(readFileSync(new URL(file, EXAMPLES), 'utf8'), PROVIDED);
    expect(result).toMatchObject({ ok: true, programme: { id: file.replace('.yaml', '') } });
  });
});
