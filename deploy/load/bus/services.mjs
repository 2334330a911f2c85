import { rm } from 'node:fs/promises';
import { freePorts } from '@loyalty/kafka-broker';
import { byService, environmentOf, prepare, SERVICES } from '../../installation/installation.mjs';
import { end, MAIN, readyUrl, start } from '../../installation/program.mjs';
import { temporaryFolder } from '../../installation/temporary-folder.mjs';
import { applyProgramme } from '../http/shop.mjs';
/** @import { Service } from '../../installation/installation.mjs' */

/**
 * The services in processes of their own, each in its own role, on the bench's PostgreSQL and broker.
 *
 * @param {{ url: string }} database @param {readonly string[]} brokers
 * @param {{ only?: readonly Service[] }} [options]
 */
export async function startServices(database, brokers, { only = SERVICES } = {}) {
  const home = await temporaryFolder('bench-home');
  const prepared = await prepare({ databaseUrl: database.url, home });
  const rpcPorts = byService(await freePorts(SERVICES.length));
  const children = only.map((name) => {
    const environment = { LOYALTY_LOG: 'warn', ...environmentOf(name, { ...prepared, brokers, rpcPorts }) };
    return { name, child: start([MAIN, 'serve', name, '--port', '0'], environment) };
  });
  const urls = await Promise.all(children.map(({ child }) => readyUrl(child)));
  const url = urls[children.findIndex(({ name }) => name === 'accrual')] ?? '';
  await applyProgramme({ url, key: prepared.key });
  return {
    /** Of accrual. */
    url,
    key: prepared.key,
    pids: Object.fromEntries(children.map(({ name, child }) => [name, child.pid])),
    async stop() {
      await Promise.all(children.map(({ child }) => end(child)));
      await rm(home, { recursive: true, force: true });
    },
  };
}
