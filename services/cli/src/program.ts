import { Command } from 'commander';
import { databaseUrl, instantOf, nameOf, onlyCsv, portOf, reasonOf, serverUrl, wholeNumber } from './arguments.js';
import { Api } from './client/api.js';
import { exportBalances } from './commands/export.js';
import { runImport } from './commands/import.js';
import { createKey, listKeys, revokeKey } from './commands/keys.js';
import { prepareDatabase, type PrepareFlags as Prepare } from './commands/prepare-database.js';
import { showRecognitionKey } from './commands/recognition-key.js';
import { importVouchers, putReward } from './commands/rewards.js';
import { rebuildBalance } from './commands/rebuild.js';
import type { ServeFlags as Serve } from './commands/serve.js';
import type { ServeProcessFlags as ServeProcess } from './commands/serve-process.js';
import { PROOFS } from './commands/proofs.js';
import { homeDirectory, isInstalled, joinHome, type OpenHome } from './home/home.js';
import { CommandFailed, createOutput, type Output } from './output.js';
import { payoutCommands } from './payout-commands.js';
import { programmeCommands } from './programme-commands.js';
import { setAsideCommands } from './set-aside-commands.js';
import { settlementCommands } from './settlement-commands.js';
import { type ServerAccess, withServer } from './serve/with-server.js';
import { scopesOf } from './scopes.js';

interface Common {
  readonly home?: string;
  readonly json?: boolean;
}

interface Remote extends Common {
  readonly url?: string;
  readonly key?: string;
}

interface Reasoned {
  readonly reason: string;
}

interface ServeFlags extends Common {
  readonly port: number;
  readonly host: string;
  readonly testClock?: number;
  readonly demo?: boolean;
}

/** The command line, as a menu. */
export function createProgram(): Command {
  const program = new Command('loyalty')
    .description('A loyalty engine on a ledger that can prove itself')
    .showHelpAfterError()
    .enablePositionalOptions();

  serveOptions(
    program
      .command('serve')
      .argument('[service]', 'one service alone, told by its environment (docs/operations/processes.md)')
      .description('run all services, or one, until it is stopped'),
  ).action((service: string | undefined, flags: ServeFlags) =>
    service === undefined
      ? serve({ ...flags, home: homeOf(flags), example: false, demo: false })
      : serveProcess({ ...flags, service }),
  );
  serveOptions(
    program
      .command('start')
      .description('as serve; an empty home gets the example programme and is shown a short shop day'),
  )
    .option('--no-demo', 'no shop day on an empty home')
    .action((flags: ServeFlags) => serve({ ...flags, home: homeOf(flags), example: true, demo: flags.demo ?? true }));

  const database = program.command('database').description('the database of services that run apart');
  database
    .command('prepare')
    .description('a role for each service; prints the address of each, with its password')
    .requiredOption('--url <url>', 'of somebody who may make roles', databaseUrl)
    .option('--test-clock', 'let the services move the test clock')
    .option('--json', 'a summary as the last line of standard output')
    .action((flags: Prepare & { json?: boolean }) => prepareDatabase(createOutput(flags.json ?? false), flags));

  program
    .command('recognition-key')
    .description('the key with which accrual keeps a copy of who is who, from LOYALTY_IDENTITY_KEY')
    .option('--json', 'a summary as the last line of standard output')
    .action((flags: { json?: boolean }) => showRecognitionKey(createOutput(flags.json ?? false), process.env));

  const keys = program.command('keys').description('API keys');
  common(keys.command('create'))
    .requiredOption('--name <name>', 'what the key is for, as it appears in the audit trail', nameOf)
    .requiredOption('--scopes <scopes>', 'comma-separated, as purchases:write,balances:read', scopesOf)
    .action((flags: Common & { name: string; scopes: string[] }) =>
      withHome(flags, 'keys create', (home, output) => createKey(home, output, flags)),
    );
  common(keys.command('list')).action((flags: Common) => withHome(existing(flags), 'keys list', listKeys));
  reasoned(common(keys.command('revoke').argument('<id>'))).action(
    (id: string, { reason, ...flags }: Common & Reasoned) =>
      withHome(existing(flags), 'keys revoke', (home, output) => revokeKey(home, output, { id, reason })),
  );

  programmeCommands(program.command('programme').description('programme documents, and their life'), {
    common,
    remote,
    withApi,
    withInstalled,
    wholeNumber,
  });

  settlementCommands(program.command('settlement').description('what partners and the programme owe one another'), {
    common,
    remote,
    withApi: withInstalled,
    withHome: (flags, command, work) => withHome(existing(flags), command, work),
  });

  const imports = program.command('import').description('bring data in');
  common(
    imports
      .command('purchases')
      .argument('<file>')
      .description('purchases and returns of a CSV or text file, gzipped or not'),
  )
    .requiredOption('--mapping <mapping>', 'how the rows of the file become purchases')
    .option('--report <file>', 'where lines that were not taken are listed with reasons')
    .action((file: string, flags: Common & { mapping: string; report?: string }) =>
      withApi(flags, (access, output) =>
        runImport(access, output, { file, mapping: flags.mapping, report: flags.report }),
      ),
    );

  reasoned(
    common(
      imports
        .command('vouchers')
        .argument('<file>')
        .description('codes that were made elsewhere: a CSV with `code` and, where they are bound, `member`'),
    ),
  )
    .requiredOption('--pool <id>', 'the pool that they are of')
    .action((file: string, { pool, reason, ...flags }: Common & Reasoned & { pool: string }) =>
      withApi(flags, ({ api }, output) => importVouchers(api, output, { file, pool, reason })),
    );

  const reward = program.command('reward').description('what points buy');
  reasoned(
    common(
      reward.command('put').argument('<file>').description('put a reward into the catalogue, under the file’s name'),
    ),
  ).action((file: string, flags: Common & Reasoned) =>
    withApi(flags, ({ api }, output) => putReward(api, output, { file, reason: flags.reason })),
  );

  const payouts = program.command('payouts').description('points that were paid out as money');
  payoutCommands(payouts, { remote, withApi: withInstalled });

  const exports = program.command('export').description('take data out');
  common(exports.command('balances'))
    .option('--format <format>', 'csv', onlyCsv, 'csv')
    .option('--out <file>', 'instead of standard output')
    .action((flags: Common & { out?: string }) =>
      withInstalled(flags, ({ api }, output) => exportBalances(api, output, { out: flags.out })),
    );

  const rebuilds = program.command('rebuild').description('read models, made anew from the ledger while they serve');
  common(rebuilds.command('balance')).action((flags: Common) =>
    withInstalled(flags, ({ api }, output) => rebuildBalance(api, output)),
  );

  setAsideCommands(program, { remote, reasoned, withApi: withInstalled });

  for (const { name, says, work } of PROOFS) {
    common(program.command(name).description(says)).action((flags: Common) => withHome(existing(flags), name, work));
  }
  return program;
}

function reasoned(command: Command): Command {
  return command.requiredOption('--reason <text>', 'why; kept in the journal of staff actions', reasonOf);
}

/** Also for a server that has no home here, as a service in a process of its own. */
function remote(command: Command): Command {
  return common(command)
    .option('--url <url>', 'the server, where it is not the one of the home', serverUrl)
    .option('--key <key>', 'instead of the home’s; better in LOYALTY_API_KEY, where no list of processes shows it');
}

function common(command: Command): Command {
  return command
    .option('--home <directory>', 'the installation: the server that runs on it, or one brought up for the command')
    .option('--json', 'end standard output with a summary as one line of JSON');
}

function serveOptions(command: Command): Command {
  return command
    .option('--home <directory>', 'where data and keys are kept (default: .loyalty)')
    .option('--port <port>', 'where the API listens; 0 for any free port', portOf, 8080)
    .option('--host <address>', 'the interface it listens on', '127.0.0.1')
    .option('--test-clock <instant>', 'live on a clock that only POST /v1/test-clock moves', instantOf);
}

/** The services are loaded by the commands that run them; the others answer at once. */
async function serve(flags: Serve): Promise<void> {
  const { serveUntilStopped } = await import('./commands/serve.js');
  return serveUntilStopped(flags);
}

async function serveProcess(flags: ServeProcess): Promise<void> {
  const { serveProcessUntilStopped } = await import('./commands/serve-process.js');
  return serveProcessUntilStopped(flags);
}

async function withHome(
  flags: Common,
  command: string,
  work: (home: OpenHome, output: Output) => Promise<void>,
): Promise<void> {
  const home = await joinHome(homeOf(flags), `loyalty ${command}`, process.env);
  try {
    await work(home, createOutput(flags.json ?? false));
  } finally {
    await home.close();
  }
}

async function withApi(
  flags: Remote,
  work: (access: ServerAccess & { api: Api }, output: Output) => Promise<void>,
): Promise<void> {
  const ask = ({ url, key }: ServerAccess) =>
    work({ url, key: flags.key ?? key, api: new Api(url, flags.key ?? key) }, createOutput(flags.json ?? false));
  if (flags.url === undefined) return withServer(homeOf(flags), ask);
  const key = flags.key ?? process.env['LOYALTY_API_KEY'];
  if (key === undefined) throw new CommandFailed('--url needs a key: --key, or LOYALTY_API_KEY');
  return ask({ url: flags.url, key });
}

/** As `withApi`, for commands that ask for, or change, what is there already. */
const withInstalled: typeof withApi = (flags, work) => withApi(flags.url === undefined ? existing(flags) : flags, work);

/** For commands that say something about what is there: of an empty home everything would be true. */
function existing<Flags extends Common>(flags: Flags): Flags {
  const home = homeOf(flags);
  if (isInstalled(home, process.env)) return flags;
  throw new CommandFailed(`there is no installation in ${home}; name its directory with --home`);
}

/** Relative to where the person stands. */
function homeOf(flags: Common): string {
  return homeDirectory(flags.home, process.env, process.cwd());
}
