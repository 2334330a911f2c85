import type { EventStore } from '@loyalty/event-store';
import { ProgrammeCatalogue } from '../programmes/programme-catalogue.js';
import { auditLedger, type Audit, type AuditOptions } from './audit-ledger.js';

/** Audits what a store has, with the programmes that lie in it. */
export async function auditStore(store: EventStore, options?: AuditOptions): Promise<Audit> {
  const programmes = new ProgrammeCatalogue(store);
  await programmes.refresh();
  return auditLedger({ log: store, programmes }, options);
}
