import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPool, startEmbeddedPostgres } from '@loyalty/postgres';
import { giftShopFile } from './gift-shop.fixture.js';
import { createHome, EXAMPLES, loyalty, summaryOf, type TestHome } from './program.fixture.js';

const MAPPING = join(EXAMPLES, 'imports', 'online-retail.yaml');

/** The gift shop with bounds, counters, a budget and purchases that count for one another. */
const PROGRAMME = `
id: gift-shop
name: The gift shop
currency: GBP
timeZone: Europe/London
wallets:
  points:
    unit: { one: point, other: points }
    earn: { points: 1, per: 1.00, include: { skus: ['#####*'] }, unitPriceAbove: 0.00, caps: { month: 900 } }
offers:
  - { id: double, give: { multiply: 2 }, caps: { day: 60 } }
  - { id: visit, give: { points: 5 }, uses: { day: 1 } }
  - { id: third, give: { points: 60, everyNth: 3, within: P30D }, caps: { member: 600 } }
  - { id: shared, give: { points: 3 }, budget: 400 }
autoEnrolment: { when: always, earns: true }
`;

interface Summary {
  readonly entries: number;
  readonly different: number;
  readonly purchases: number;
  readonly differences?: readonly { stream: string; version: number; purchase: string; offer: string; what: string }[];
}

/** One word of one row, changed as by somebody with a password of the database. */
const CHANGES = [
  ['a stored amount', 'PurchaseRecorded', '"amount":', /total|lines|basis|points/],
  [
    'what an explanation says',
    'PurchaseRecorded',
    '"explanation":[{"offer":"base","version":1,"wallet":"points","points":',
    /explanation\.0\.points/,
  ],
  ['a counter', 'CountersMoved', '"points":', /moves/],
  ['what an account earned', 'PointsEarned', '"points":', /PointsEarned|lots|balances|changes/],
] as const;

describe('loyalty audit', () => {
  let home: TestHome;
  const shop = giftShopFile({ seed: 11, invoices: 200, customers: 12 });
  const onHome = (...args: string[]) => loyalty([...args, '--home', home.directory, '--json'], { cwd: home.directory });

  beforeAll(async () => {
    home = await createHome();
    const programme = join(home.directory, 'programme.yaml');
    await writeFile(programme, PROGRAMME);
    summaryOf(await onHome('programme', 'apply', programme));
  });
  beforeAll(async () => {
    const file = join(home.directory, 'history.csv.gz');
    await writeFile(file, gzipSync(shop.csv));
    summaryOf(await onHome('import', 'purchases', file, '--mapping', MAPPING));
  });
  afterAll(() => home.remove());

  it('computes every point of an imported history anew, and finds each where it is', async () => {
    const audited = await onHome('audit');
    expect(summaryOf<Summary>(audited)).toMatchObject({ different: 0, purchases: shop.purchases });
    expect(summaryOf<Summary>(audited).entries).toBeGreaterThan(shop.purchases / 2);
    expect(audited.code).toBe(0);
  });

  it.each(CHANGES)(
    'names the place where somebody has changed %s, and exits with 1',
    async (_what, type, word, what) => {
      // The digit behind the word becomes the next one.
      const [row] = await inDatabase(
        `with chosen as (
         select shard, position, payload, position($1 in payload) + length($1) as digit from ledger.events
          where type like $2 || '%' and position($1 in payload) > 0
          order by shard, position limit 1)
       update ledger.events e
          set payload = overlay(e.payload placing ((substr(e.payload, digit, 1)::int % 9) + 1)::text from digit for 1)
         from chosen c where (e.shard, e.position) = (c.shard, c.position)
       returning e.stream, e.version, e.shard, e.position, c.payload`,
        [word, type],
      );
      const audited = await onHome('audit');
      await inDatabase('update ledger.events set payload = $1 where (shard, position) = ($2, $3)', [
        row?.['payload'],
        row?.['shard'],
        row?.['position'],
      ]);
      expect(audited.code).toBe(1);
      const { different, differences = [] } = summaryOf<Summary>(audited);
      expect(different).toBeGreaterThan(0);
      const named = differences.filter(
        ({ stream, version }) => stream === row?.['stream'] && version === row['version'],
      );
      expect(named.map((each) => each.what).find((path) => what.test(path)) ?? differences).toMatch(what);
      expect(audited.stderr).toContain(String(row?.['stream']));
    },
  );

  it('finds nothing once it is as it was', async () => {
    expect(summaryOf<Summary>(await onHome('audit')).different).toBe(0);
  });

  async function inDatabase(statement: string, values: readonly unknown[]): Promise<Record<string, unknown>[]> {
    const server = await startEmbeddedPostgres({ directory: join(home.directory, 'postgres') });
    const pool = createPool(server.url);
    try {
      return (await pool.query<Record<string, unknown>>(statement, [...values])).rows;
    } finally {
      await pool.end();
      await server.stop();
    }
  }
});
