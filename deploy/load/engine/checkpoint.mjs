import pg from 'pg';

/**
 * Before each turn: what the turn before left to be written to disk would otherwise be charged to the next side, and the
 * bare insert leaves three times as much as ours.
 *
 * @param {string} url
 */
export async function checkpoint(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('checkpoint');
  await client.end();
}
