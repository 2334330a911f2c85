import { Command } from 'commander';
import { withoutServer } from './programme-commands.js';

/** Whether a command line asks for what needs no server. */
export function needsNoServer([, , command, name]: readonly string[]): boolean {
  return command === 'programme' && (name === 'check' || name === 'test');
}

/** These commands alone: they answer before the hundreds of modules are loaded that a server is made of. */
export function createOfflineProgram(): Command {
  const program = new Command('loyalty').showHelpAfterError().enablePositionalOptions();
  withoutServer(program.command('programme'), (command) =>
    command
      .option('--home <directory>', 'is not asked: no installation is needed')
      .option('--json', 'end standard output with a summary as one line of JSON'),
  );
  return program;
}
