import type pg from 'pg';

export interface Failing<Item> {
  readonly items: readonly Item[];
  readonly error: unknown;
}

/**
 * Handles all it can and returns the groups that fail even alone, by halving: with one culprit among many keys, few
 * attempts are made, and none is undone for another's sake. Each attempt stands in a savepoint.
 * @throws what is an outage, untouched: it is no group's fault.
 */
export async function isolate<Item>(
  client: pg.PoolClient,
  groups: readonly (readonly Item[])[],
  attempt: (items: readonly Item[]) => Promise<void>,
  isOutage: (error: unknown) => boolean,
): Promise<readonly Failing<Item>[]> {
  if (groups.length === 0) return [];
  await client.query('savepoint attempt');
  try {
    await attempt(groups.flat());
    // A failed statement that was passed over in silence shows here.
    await client.query('release savepoint attempt');
    return [];
  } catch (error) {
    if (isOutage(error)) throw error;
    await client.query('rollback to savepoint attempt');
    await client.query('release savepoint attempt');
    const [only] = groups;
    if (groups.length === 1 && only !== undefined) return [{ items: only, error }];
  }
  const middle = groups.length >> 1;
  const first = await isolate(client, groups.slice(0, middle), attempt, isOutage);
  return [...first, ...(await isolate(client, groups.slice(middle), attempt, isOutage))];
}
