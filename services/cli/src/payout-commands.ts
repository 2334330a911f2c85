import type { Command } from 'commander';
import { comparePayouts, savePayouts } from './commands/payouts.js';
import type { Menu } from './programme-commands.js';

interface Flags {
  readonly json?: boolean;
  readonly programme: string;
  readonly day: string;
  readonly out?: string;
}

/** What was paid out on a day, and whether the provider says the same. */
export function payoutCommands(payouts: Command, { remote, withApi }: Pick<Menu, 'remote' | 'withApi'>): void {
  const ofDay = (command: Command): Command =>
    remote(command)
      .requiredOption('--programme <id>', 'whose payouts')
      .requiredOption('--day <day>', 'by the programme’s clocks, as 2026-06-01');
  ofDay(payouts.command('file').description('what was handed to the provider on a day, as CSV'))
    .option('--out <file>', 'instead of standard output')
    .action((flags: Flags) => withApi(flags, ({ api }, output) => savePayouts(api, output, flags)));
  ofDay(
    payouts
      .command('compare')
      .argument('<file>')
      .description(
        'the provider’s file of a day (payout, amount, currency, status, reference) with ours; exit code 1 where they differ',
      ),
  ).action((file: string, flags: Flags) =>
    withApi(flags, ({ api }, output) => comparePayouts(api, output, { ...flags, file })),
  );
}
