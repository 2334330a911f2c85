import { type Command, Option } from 'commander';
import type { Api } from './client/api.js';
import { applyProgramme, type ChangeFlags, checkProgramme, planFile } from './commands/programme.js';
import {
  approveProgramme,
  diffProgramme,
  exportProgramme,
  type ExportFlags,
  rollBackProgramme,
  setProgrammePolicy,
  type SetPolicy,
  showHistory,
} from './commands/programme-life.js';
import { testProgrammes } from './commands/test-programmes.js';
import { createOutput, type Output } from './output.js';

interface Common {
  readonly json?: boolean;
}

/** What the menu gives to each of its parts. */
export interface Menu {
  readonly common: (command: Command) => Command;
  readonly remote: (command: Command) => Command;
  readonly withApi: (flags: Common, work: (access: { api: Api }, output: Output) => Promise<void>) => Promise<void>;
  /** The same, but an installation is not made for it. */
  readonly withInstalled: Menu['withApi'];
  readonly wholeNumber: (text: string) => number;
}

/** A programme's life, from the document on one's disk to its history; the same as the doors of HTTP do. */
export function programmeCommands(programme: Command, menu: Menu): void {
  const { common, withApi } = menu;
  withoutServer(programme, common);
  withFile(programme, 'plan', menu)
    .description('what a document would change; nothing is written')
    .action((file: string, flags: Common & ChangeFlags) =>
      withApi(flags, ({ api }, output) => planFile(api, output, { file, ...changeFlags(flags) })),
    );
  withFile(programme, 'apply', menu)
    .description('put a document into force, or propose it where a second person is asked for')
    .option('--reason <reason>', 'why; stands in the history')
    .action((file: string, flags: Common & ChangeFlags) =>
      withApi(flags, ({ api }, output) => applyProgramme(api, output, { file, ...changeFlags(flags) })),
    );
  const ofWhatIsThere = { ...menu, withApi: menu.withInstalled };
  approvals(programme, ofWhatIsThere);
  versions(programme, ofWhatIsThere);
}

/** What needs nothing but files. */
export function withoutServer(programme: Command, common: Menu['common']): void {
  common(programme.command('check').argument('<file>').description('say what is wrong with a document')).action(
    (file: string, flags: Common) => checkProgramme(createOutput(flags.json ?? false), file),
  );
  common(
    programme
      .command('test')
      .argument('<path>')
      .description('play the tests beside a document, or of all in a directory'),
  ).action((path: string, flags: Common) => testProgrammes(createOutput(flags.json ?? false), path));
}

function withFile(programme: Command, name: string, { remote }: Menu): Command {
  return remote(programme.command(name).argument('<file>')).option(
    '--tests [file]',
    'that must hold; without a file the *.test.yaml beside the document',
  );
}

const changeFlags = ({ tests, reason }: ChangeFlags): ChangeFlags => ({
  ...(tests !== undefined && { tests }),
  ...(reason !== undefined && { reason }),
});

function approvals(programme: Command, { remote, withApi, wholeNumber }: Menu): void {
  remote(programme.command('approve').argument('<id>').argument('<proposal>'))
    .description('let a proposal pass, as a second person with a key of their own')
    .requiredOption('--reason <reason>', 'why; stands in the history')
    .action((id: string, proposal: string, flags: Common & { reason: string }) =>
      withApi(flags, ({ api }, output) => approveProgramme(api, output, { id, proposal, reason: flags.reason })),
    );
  remote(programme.command('policy').argument('<id>'))
    .description('what is asked of whoever changes a programme; for less than before the key must be an admin’s')
    .addOption(demand('--approval <demand>', 'a second person with another key'))
    .addOption(demand('--tests <demand>', 'tests that hold'))
    .requiredOption('--reason <reason>', 'why; stands in the history')
    .action((id: string, { approval, tests, reason, ...flags }: Common & Omit<SetPolicy, 'id'>) =>
      withApi(flags, ({ api }, output) => setProgrammePolicy(api, output, { id, approval, tests, reason })),
    );
  remote(programme.command('rollback').argument('<id>'))
    .description('a new version with the text of an old one')
    .requiredOption('--to <version>', 'whose text comes back', wholeNumber)
    .requiredOption('--reason <reason>', 'why; stands in the history')
    .action((id: string, { to, reason, ...flags }: Common & { to: number; reason: string }) =>
      withApi(flags, ({ api }, output) => rollBackProgramme(api, output, { id, to, reason })),
    );
}

function demand(flags: string, what: string): Option {
  return new Option(flags, what).choices(['none', 'required']).makeOptionMandatory();
}

function versions(programme: Command, { remote, withApi, wholeNumber }: Menu): void {
  remote(programme.command('export').argument('<id>'))
    .description('a document, byte for byte as it was applied')
    .option('--version <version>', 'the newest without it', wholeNumber)
    .option('--out <file>', 'instead of standard output')
    .action((id: string, flags: Common & ExportFlags) =>
      withApi(flags, ({ api }, output) => exportProgramme(api, output, { ...flags, id })),
    );
  remote(programme.command('diff').argument('<id>'))
    .description('what is different between two versions')
    .requiredOption('--from <version>', 'the older', wholeNumber)
    .requiredOption('--to <version>', 'the newer', wholeNumber)
    .action((id: string, { from, to, ...flags }: Common & { from: number; to: number }) =>
      withApi(flags, ({ api }, output) => diffProgramme(api, output, { id, from, to })),
    );
  remote(programme.command('history').argument('<id>'))
    .description('who changed what, when, why, with which key and by which road')
    .action((id: string, flags: Common) => withApi(flags, ({ api }, output) => showHistory(api, output, id)));
}
