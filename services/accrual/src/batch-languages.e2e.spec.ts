import { ServiceUnavailable } from '@loyalty/service-host';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type App, openApp } from './testing/app.fixture.js';
import { MembersFixture } from './testing/members.fixture.js';
import { aPurchase, line, teaProgramme } from './testing/shop.fixture.js';

const LINES = 400;
const NDJSON = { 'Content-Type': 'application/x-ndjson' };
const document = teaProgramme({ programme: 'autoEnrolment: { when: always, earns: true }' }).replace(
  'unit: { one: point, other: points }',
  'unit: { en: { one: point, other: points }, ru: { one: балл, few: балла, many: баллов } }',
);

describe('The receipts of a batch', () => {
  let app: App;
  let calls: number;
  const members = new (class extends MembersFixture {
    override facts(...asked: Parameters<MembersFixture['facts']>) {
      calls += 1;
      return super.facts(...asked);
    }
  })();

  beforeAll(async () => {
    app = await openApp({ document, members });
  });
  afterAll(() => app.close());

  /** The first word of each receipt. */
  const receipts = async (cards: readonly string[], query = '', headers = {}) => {
    calls = 0;
    const lines = cards.map((card) =>
      JSON.stringify({ purchase: aPurchase({ member: { card }, lines: [line('1', '3.00')] }) }),
    );
    const { text } = await app.call('POST', `/v1/batch${query}`, lines.join('\n'), { ...NDJSON, ...headers });
    return text
      .trim()
      .split('\n')
      .map((each) => JSON.parse(each).body.receiptText[0].split(/[: ]/)[0] as string);
  };

  it('are printed in each member’s own language, and members are asked for together', async () => {
    await receipts(['1', '2'], '?language=en');
    const russian = members.membershipOf('tea', { kind: 'card', value: '2' })?.member;
    members.tells = ({ member }) => ({ consents: [], ...(member === russian && { language: 'ru-RU' }) });
    expect(await receipts(['1', '2', '2', '1'])).toEqual(['You', 'Начислено', 'Начислено', 'You']);
    const many = Array.from({ length: LINES }, (_, at) => String((at % 2) + 1));
    expect(await receipts(many)).toEqual(many.map((card) => (card === '2' ? 'Начислено' : 'You')));
    expect(calls).toBeLessThan(LINES / 4);
  });

  it('are printed in the language that is asked for, and nobody is asked', async () => {
    expect(await receipts(['1', '2'], '?language=ru')).toEqual(['Начислено', 'Начислено']);
    expect(await receipts(['1', '2'], '', { 'Accept-Language': 'en-GB' })).toEqual(['You', 'You']);
    expect(calls).toBe(0);
  });

  it('are printed all the same where nobody can tell, who is not asked for each line', async () => {
    members.tells = () => {
      throw new ServiceUnavailable('enrollment');
    };
    const many = Array.from({ length: LINES }, () => '2');
    expect(new Set(await receipts(many))).toEqual(new Set(['You']));
    expect(calls).toBeLessThan(LINES / 4);
  });
});
