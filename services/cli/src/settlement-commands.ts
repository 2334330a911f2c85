import type { Command } from 'commander';
import type { Api } from './client/api.js';
import {
  checkHome,
  closeSettlement,
  listSettlements,
  type SettlementFilter,
  showSettlement,
} from './commands/settlement.js';
import type { OpenHome } from './home/home.js';
import type { Output } from './output.js';

interface Common {
  readonly home?: string;
  readonly json?: boolean;
}

/** What the menu gives to each of its parts. */
interface Menu {
  readonly common: (command: Command) => Command;
  readonly remote: (command: Command) => Command;
  readonly withApi: (flags: Common, work: (access: { api: Api }, output: Output) => Promise<void>) => Promise<void>;
  readonly withHome: (
    flags: Common,
    command: string,
    work: (home: OpenHome, output: Output) => Promise<void>,
  ) => Promise<void>;
}

/** What partners and the programme owe one another. */
export function settlementCommands(settlement: Command, { common, remote, withApi, withHome }: Menu): void {
  common(settlement.command('check'))
    .description('compute every month from the ledger itself and compare it with the sum of all statements')
    .action((flags: Common) => withHome(flags, 'settlement check', checkHome));
  remote(settlement.command('list'))
    .description('statements, one for each partner and month')
    .requiredOption('--programme <id>')
    .option('--partner <id>', 'of one partner; ~ for the programme itself')
    .option('--period <month>', 'of one month, as 2026-03')
    .action(({ programme, partner, period, ...flags }: Common & SettlementFilter) =>
      withApi(flags, ({ api }, output) =>
        listSettlements(api, output, { programme, ...(partner && { partner }), ...(period && { period }) }),
      ),
    );
  remote(settlement.command('show').argument('<id>'))
    .description('one statement')
    .option('--csv', 'as CSV on standard output')
    .action((id: string, flags: Common & { csv?: boolean }) =>
      withApi(flags, ({ api }, output) => showSettlement(api, output, { id, csv: flags.csv ?? false })),
    );
  remote(settlement.command('close').argument('<id>'))
    .description('close a statement for good')
    .requiredOption('--reason <reason>', 'why; stands in the statement')
    .action((id: string, flags: Common & { reason: string }) =>
      withApi(flags, ({ api }, output) => closeSettlement(api, output, { id, reason: flags.reason })),
    );
}
