import pg from 'pg';

const PAGE = 10_000;

/** Every column of every event, page by page, and nothing done with it. @param {string} url @param {readonly number[]} heads */
export async function readAll(url, heads) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let events = 0;
  for (const [shard, head] of heads.entries()) {
    for (let after = 0; after < head; after += PAGE) {
      const { rows } = await client.query({
        name: 'raw',
        text: 'select * from ledger.events where shard = $1 and position > $2 order by position limit $3',
        values: [shard, after, PAGE],
      });
      events += rows.length;
    }
  }
  await client.end();
  return events;
}
