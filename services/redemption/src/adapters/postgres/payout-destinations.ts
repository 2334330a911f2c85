import { createSecretKey, hkdfSync } from 'node:crypto';
import { seal, unseal } from '@loyalty/service-host';
import type { DataSource } from 'typeorm';
import type { Destinations } from '../../application/payouts/payout-ports.js';

const KEY_BYTES = 32;

/** Sealed under a key made of the fingerprint key, each for its own payout; gone when the payout has ended. */
export function postgresDestinations({ manager }: Pick<DataSource, 'manager'>, fingerprintKey: Buffer): Destinations {
  const made = hkdfSync('sha256', fingerprintKey, '', 'loyalty payout destinations', KEY_BYTES);
  const key = createSecretKey(new Uint8Array(made));
  const place = (id: string): string => `redemption.payout_destinations ${id}`;
  return {
    async keep(id, destination) {
      await manager.query('insert into redemption.payout_destinations (id, sealed, kept_at) values ($1, $2, now())', [
        id,
        seal(key, place(id), Buffer.from(destination)),
      ]);
    },

    async find(id) {
      const rows = await manager.query<{ sealed: Buffer }[]>(
        'select sealed from redemption.payout_destinations where id = $1',
        [id],
      );
      const [row] = rows;
      return row && unseal(key, place(id), row.sealed).toString();
    },

    async forget(id) {
      await manager.query('delete from redemption.payout_destinations where id = $1', [id]);
    },

    async sweep(keptBefore) {
      await manager.query(
        `delete from redemption.payout_destinations kept
         where kept_at < $1 and not exists (
           select from redemption.payouts where payouts.id = kept.id
             and status in ('awaiting_approval', 'requested', 'sent', 'accepted'))`,
        [new Date(keptBefore)],
      );
    },
  };
}
