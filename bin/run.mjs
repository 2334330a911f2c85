/**
 * What lets `npm start` and `npm test` work alone in a fresh clone: install what is missing, build what
 * changed, then run the command under the Node that the lockfile names. Built-ins only and Node 20's
 * syntax, since nothing is installed yet when this runs. Everything it says goes to standard error, so
 * that a command's own output stays clean.
 */
import { commands } from './commands.mjs';
import { build } from './house/build.mjs';
import { runToItsEnd } from './house/child.mjs';
import { commandDirectory, root } from './house/directories.mjs';
import { ensureInstalled } from './house/install.mjs';
import { findKafkaInDocker } from './house/docker.mjs';
import { findKafka } from './house/kafka.mjs';
import { findNode, pathWith } from './house/node.mjs';
import { exitWith, Stop } from './house/say.mjs';

const [name = '', ...args] = process.argv.slice(2);

await exitWith(run);

async function run() {
  const command = commands[name];
  if (!command) throw new Stop(`${name || 'nothing'} is no command. There are:\n${listOf(commands)}`, 2);

  await ensureInstalled();
  if (command.needsBuild) await build();
  const jars = command.usesKafka ? await findKafka() : {};
  const docker =
    command.usesKafka === 'also in Docker'
      ? await findKafkaInDocker({ jarsAreThere: jars.LOYALTY_KAFKA_HOME !== undefined })
      : {};

  const node = findNode();
  const { exitCode } = await runToItsEnd(node, [...command.node, ...args], {
    cwd: command.inCallersDirectory ? commandDirectory(name) : root,
    env: { ...process.env, ...jars, ...docker, ...command.env, PATH: pathWith(node) },
    stdio: 'inherit',
  });
  return exitCode;
}

function listOf(table) {
  return Object.entries(table)
    .map(([command, { says }]) => `  ${command.padEnd(10)}${says}`)
    .join('\n');
}
