import { describe, expect, it } from '@jest/globals';
import { readFile as read } from './read-file.fixture.js';

describe('Rows with blanks between', () => {
  const BLANKS = `
programme: shop
source: discs
currency: USD
taxIncluded: false
format: { kind: whitespace }
time: { from: '{date}', format: yyyyMMdd, zone: America/New_York }
externalId: 'row-{row}'
member: { card: '{customer}' }
store: main
channel: web
line: { sku: CD, quantity: '{discs}', amount: '{dollars}', discount: '{rebate}', kind: goods, categories: [MUSIC, '{rebate}'] }
`;

  it('are a purchase each, known by the number of the row, with constants where the file says nothing', async () => {
    const { requests } = await read(
      BLANKS,
      ' customer date discs dollars rebate\r\n\r\n 00001 19970101  1   11.77 0\r\n 00002 19970712 5 77.00 1.5 \r\n',
    );
    expect(requests.map(({ body }) => body)).toEqual([
      {
        programme: 'shop',
        source: 'discs',
        externalId: 'row-1',
        occurredAt: '1997-01-01T05:00:00Z',
        store: 'main',
        channel: 'web',
        member: { card: '00001' },
        currency: 'USD',
        taxIncluded: false,
        lines: [
          {
            id: '1',
            sku: 'CD',
            quantity: '1',
            amount: '11.77',
            discount: '0',
            kind: 'goods',
            categories: ['MUSIC', '0'],
          },
        ],
      },
      expect.objectContaining({ externalId: 'row-2', occurredAt: '1997-07-12T04:00:00Z' }),
    ]);
    expect(requests.map(({ fileLines }) => fileLines)).toEqual([[3], [4]]);
  });

  it('may be without a line of names', async () => {
    const text = BLANKS.replace(
      '{ kind: whitespace }',
      '{ kind: whitespace, columns: [customer, date, discs, dollars, rebate] }',
    );
    const { requests } = await read(text, '00001 19970101 1 11.77 0');
    expect(requests.map(({ body }) => body.externalId)).toEqual(['row-1']);
  });

  it('of an empty file are nothing', async () => {
    expect(await read(BLANKS, '')).toEqual({ requests: [], refused: [] });
  });
});
