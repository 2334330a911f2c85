import { setTimeout as sleep } from 'node:timers/promises';
/** @import { Fault, Struck } from '../faults.mjs' */
/** @import { TcpProxy } from '../processes/tcp-proxy.mjs' */

/** The network between the services. @type {readonly Fault[]} */
export const neighbours = [
  {
    name: 'neighbours-unreachable',
    says: 'no service can ask another, and every connection between them has broken',
    strike: (struck) => between(struck, (proxy) => proxy.refuse()),
  },
  {
    name: 'neighbours-silent',
    says: 'packets between the services vanish, and no connection breaks',
    strike: (struck) => between(struck, (proxy) => proxy.hold()),
  },
];

/** @param {Struck} struck @param {(proxy: TcpProxy) => void} spoil */
async function between({ installation: { rpc } }, spoil) {
  for (const proxy of rpc) spoil(proxy);
  await sleep(4_000);
  for (const proxy of rpc) proxy.heal();
}
