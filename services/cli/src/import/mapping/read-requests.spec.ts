import { describe, expect, it } from '@jest/globals';
import { readFile as read } from './read-file.fixture.js';

const SHOP = `
programme: shop
source: old-shop
currency: GBP
format: { kind: delimited }
time: { from: '{When}', format: 'yyyy-MM-dd HH:mm', zone: Europe/London }
group: '{Invoice}'
externalId: '{Invoice}'
member: { externalId: '{Customer}' }
line: { sku: '{Sku}', quantity: '{Quantity}', unitPrice: '{Price}' }
returns: { when: { value: '{Invoice}', like: C* }, quantities: negative }
`;
const HEADER = 'Invoice,Sku,Quantity,When,Price,Customer';

const shop = (...rows: readonly string[]) => read(SHOP, [HEADER, ...rows].join('\r\n'));

describe('Rows of invoices', () => {
  it('become one purchase for each invoice, with its lines, its time and where they stand in the file', async () => {
    const { requests, refused } = await shop(
      '1001,A,6,2010-12-01 08:26,2.55,17850',
      '1001,"B, small",2.5,2010-12-01 08:27,3.390,17850',
    );
    expect(refused).toEqual([]);
    expect(requests).toEqual([
      {
        kind: 'purchase',
        body: {
          programme: 'shop',
          source: 'old-shop',
          externalId: '1001',
          occurredAt: '2010-12-01T08:26:00Z',
          member: { externalId: '17850' },
          currency: 'GBP',
          lines: [
            { id: '1', sku: 'A', quantity: '6', unitPrice: '2.55' },
            { id: '2', sku: 'B, small', quantity: '2.5', unitPrice: '3.390' },
          ],
        },
        fileLines: [2, 3],
      },
    ]);
  });

  it('come in order of time, equal times in the order of the file', async () => {
    const { requests } = await shop(
      '3,A,1,2010-12-02 09:00,1.00,x',
      '1,A,1,2010-12-01 09:00,1.00,x',
      'C2,A,-1,2010-12-01 09:00,1.00,x',
      '4,A,1,2010-12-02 08:59,1.00,x',
      '0,A,1,2010-12-01 09:00,1.00,x',
    );
    expect(requests.map(({ body }) => body.externalId)).toEqual(['1', 'C2', '0', '4', '3']);
  });

  it('belong together wherever they stand, and count at the time of the first', async () => {
    const { requests } = await shop(
      '1,A,1,2010-12-01 09:05,1.00,x',
      '2,A,1,2010-12-01 09:04,1.00,x',
      '1,B,1,2010-12-01 09:00,1.00,x',
    );
    expect(requests.map(({ body, fileLines }) => [body.externalId, body.occurredAt, fileLines])).toEqual([
      ['2', '2010-12-01T09:04:00Z', [3]],
      ['1', '2010-12-01T09:05:00Z', [2, 4]],
    ]);
  });

  it('are a blind return where the mapping says so, with quantities above zero', async () => {
    const { requests } = await shop('C9,A,-3,2010-12-01 09:00,1.00,17850', 'C9,B,-0.5,2010-12-01 09:00,1.00,17850');
    expect(requests).toEqual([
      {
        kind: 'return',
        body: {
          programme: 'shop',
          source: 'old-shop',
          externalId: 'C9',
          occurredAt: '2010-12-01T09:00:00Z',
          member: { externalId: '17850' },
          lines: [
            { sku: 'A', quantity: '3' },
            { sku: 'B', quantity: '0.5' },
          ],
        },
        fileLines: [2, 3],
      },
    ]);
  });

  it('are a guest’s purchase where nobody is named', async () => {
    const { requests } = await shop('1,A,1,2010-12-01 09:00,1.00,');
    expect(requests.map(({ body }) => body.member)).toEqual([undefined]);
  });

  it('stay out of a purchase where they cannot be in one, each with its line and reason', async () => {
    const { requests, refused } = await shop(
      '1,A,1,2010-12-01 09:00,1.00,x',
      '1,B,-2,2010-12-01 09:00,0,x',
      '1,C,0,2010-12-01 09:00,1.00,x',
      '1,D,many,2010-12-01 09:00,1.00,x',
      '1,E,1,2010-12-01 09:00,-11062.06,x',
      '1,F,1,2010-12-01 09:00,free,x',
      '1,,1,2010-12-01 09:00,1.00,x',
      '1,G,1,2010-12-01 09:00,1.00,y',
      '1,H,1,2010-12-01 09:00,1.00',
      ',I,1,2010-12-01 09:00,1.00,x',
      '2,J,1,yesterday,1.00,x',
      '2,K,1,2010-02-31 09:00,1.00,x',
      'C3,L,1,2010-12-01 09:00,1.00,x',
      'C4,M,-1,2010-12-01 09:00,1.00,',
      '5,N,1,2010-12-01 09:00,0.00,x',
    );
    expect(refused.map(({ fileLine, reason, found }) => [fileLine, reason, found])).toEqual([
      [3, 'quantity_below_zero', '-2'],
      [4, 'quantity_is_zero', '0'],
      [5, 'quantity_not_a_number', 'many'],
      [6, 'price_below_zero', '-11062.06'],
      [7, 'price_not_a_number', 'free'],
      [8, 'sku_missing', ''],
      [9, 'another_member_in_the_same_group', 'y'],
      [10, 'wrong_number_of_columns', '5 columns instead of 6'],
      [11, 'external_id_missing', '2010-12-01 09:00'],
      [12, 'time_not_readable', 'yesterday'],
      [13, 'time_not_readable', '2010-02-31 09:00'],
      [14, 'quantity_above_zero_in_a_return', '1'],
      [15, 'return_without_member', ''],
    ]);
    expect(requests.map(({ body, fileLines }) => [body.externalId, fileLines])).toEqual([
      ['1', [2]],
      ['5', [16]],
    ]);
  });

  it('may have quotes in their values, lines in their quotes, and blank lines between', async () => {
    const { requests, refused } = await shop(
      '1,A"B,1,2010-12-01 09:00,1.00,x',
      '',
      '2,"A""\r\nB",1,2010-12-01 09:00,1.00,x',
      '3,A,0,2010-12-01 09:00,1.00,x',
    );
    expect(requests.flatMap(({ body, fileLines }) => body.lines.map(({ sku }) => [sku, fileLines]))).toEqual([
      ['A"B', [2]],
      ['A"\r\nB', [4]],
    ]);
    expect(refused.map(({ fileLine }) => fileLine)).toEqual([6]);
  });

  it('are not begun to be sent where a quote is never closed', async () => {
    const rows = shop(
      '1,A,1,2010-12-01 09:00,1.00,x',
      '2,"A,1,2010-12-01 09:00,1.00,x',
      '3,A,1,2010-12-01 09:00,1.00,x',
    );
    await expect(rows).rejects.toThrow('The row that begins in line 3 cannot be read: Quote Not Closed');
  });

  it('of a file that is not UTF-8 are not guessed at', async () => {
    const file = Buffer.from(`${HEADER}\n1,Müsli,1,2010-12-01 09:00,1.00,x\n`, 'latin1');
    await expect(read(SHOP, file)).rejects.toThrow('the file is not UTF-8');
    const blanks = Buffer.from(file.toString('latin1').replaceAll(',', ' '), 'latin1');
    await expect(read(SHOP.replace('delimited', 'whitespace'), blanks)).rejects.toThrow('the file is not UTF-8');
    await expect(read(SHOP, file.toString('latin1'))).resolves.toMatchObject({ refused: [] });
  });

  it('are counted once each: sent or refused', async () => {
    const rows = Array.from({ length: 300 }, (_, index) =>
      [
        `${index % 7 === 0 ? 'C' : ''}${index % 40}`,
        'A',
        (index % 5) - 2,
        '2010-12-01 09:00',
        '1.00',
        index % 11 ? 'x' : '',
      ].join(','),
    );
    const { requests, refused } = await shop(...rows);
    const lines = [...requests.flatMap(({ fileLines }) => fileLines), ...refused.map(({ fileLine }) => fileLine)];
    expect(lines.toSorted((a, b) => a - b)).toEqual(rows.map((_, index) => index + 2));
  });

  it('of another file than the mapping speaks of are not begun', async () => {
    await expect(read(SHOP, 'Invoice,Sku,When\n1,A,2010-12-01 09:00\n')).rejects.toThrow(
      'The file has no column Customer, Quantity, Price; it has Invoice, Sku, When.',
    );
  });
});
