import { randomUUID } from 'node:crypto';
import { AnalyticsModule } from '@loyalty/analytics';
import { ledgerV1 } from '@loyalty/contracts';
import { askLedgerLog } from '../between/ledger-log.js';
import { openBus } from './bus.js';
import { mirrorLedger } from './ledger-topic.js';
import type { ServiceProcess } from './service-process.js';

/** Reads the ledger as others show it, and computes from it what partners settle by. */
export const analyticsProcess: ServiceProcess = {
  async open({ settings, clock, connect, teardown, logger }) {
    const accrual = connect('accrual');
    const source = await askLedgerLog(accrual.client(ledgerV1.LedgerLogService));
    const bus = openBus('analytics', { settings, logger, teardown });
    // A group of this process alone: who reads on first writes, and the others find it written.
    const group = `analytics-${randomUUID()}`;
    const mirror = bus && (await mirrorLedger({ bus, source, group, logger }));
    if (mirror) teardown.add(() => mirror.stop());
    return {
      module: AnalyticsModule.register({ database: { url: settings.databaseUrl }, log: mirror ?? source, clock }),
      serves: () => [],
    };
  },
};
