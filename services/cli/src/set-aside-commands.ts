import type { Command } from 'commander';
import {
  DEAD_LETTERS,
  dropSetAside,
  listSetAside,
  PARKED_KEYS,
  replaySetAside,
  type SetAsideKind,
  showSetAside,
} from './commands/set-aside.js';
import type { Menu } from './programme-commands.js';

interface Remote {
  readonly json?: boolean;
  readonly url?: string;
  readonly key?: string;
}

interface Tools extends Pick<Menu, 'remote' | 'withApi'> {
  reasoned(command: Command): Command;
}

/** `loyalty dead-letters …` and `loyalty parked-keys …`. */
export function setAsideCommands(program: Command, tools: Tools): void {
  const letters = program.command('dead-letters').description('messages that could not be read or were refused');
  const keys = program.command('parked-keys').description('keys whose messages fail and wait, in order');
  commandsOf(letters, DEAD_LETTERS, tools);
  commandsOf(keys, PARKED_KEYS, tools);
}

function commandsOf(of: Command, kind: SetAsideKind, { remote, reasoned, withApi }: Tools): void {
  remote(of.command('list')).action((flags: Remote) =>
    withApi(flags, ({ api }, output) => listSetAside(api, output, kind)),
  );
  remote(of.command('show').argument('<id>')).action((id: string, flags: Remote) =>
    withApi(flags, ({ api }, output) => showSetAside(api, output, kind, id)),
  );
  for (const [name, work] of Object.entries({ replay: replaySetAside, drop: dropSetAside })) {
    reasoned(remote(of.command(name).argument('<id>'))).action((id: string, flags: Remote & { reason: string }) =>
      withApi(flags, ({ api }, output) => work(api, output, kind, { id, reason: flags.reason })),
    );
  }
}
