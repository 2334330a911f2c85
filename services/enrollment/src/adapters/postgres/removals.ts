import type { EntityManager } from 'typeorm';

export const REMOVALS_CHANNEL = 'enrollment_removals';

/** Sent with the commit, never before it: whoever looks the identity up again then finds it gone. */
export async function announceRemoval(transaction: EntityManager, member: string): Promise<void> {
  await transaction.query('select pg_notify($1, $2)', [REMOVALS_CHANNEL, member]);
}
