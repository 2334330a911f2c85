import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** `npm run mutate -- [lib] [what Stryker takes]`: the mutation test of one pure lib, of the ledger if none is named. */
const [first = '', ...others] = process.argv.slice(2);
const isNamed = first !== '' && !first.startsWith('-');
const lib = isNamed ? first : 'ledger';
const config = join(import.meta.dirname, `${lib}.config.json`);
if (!existsSync(config)) {
  process.stderr.write(`${lib} has no mutation test: it would be configured in deploy/mutation/${lib}.config.json\n`);
  process.exit(2);
}
const stryker = join(import.meta.dirname, '../../node_modules/@stryker-mutator/core/bin/stryker.js');
const args = isNamed || first === '' ? others : [first, ...others];
const { status } = spawnSync(process.execPath, [stryker, 'run', config, ...args], { stdio: 'inherit' });
process.exitCode = status ?? 1;
