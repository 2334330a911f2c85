import { BlockList, isIP, isIPv4 } from 'node:net';

/** What an installation lets webhooks reach besides public addresses by https. */
export interface Reach {
  readonly http: boolean;
  readonly private: boolean;
}

export const PUBLIC_ONLY: Reach = { http: false, private: false };

const notPublic = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  notPublic.addSubnet(network, bits, 'ipv4');
}
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');
// Tunnels lead to any address of the old kind, private ones too; the others are for protocols and for books.
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  notPublic.addSubnet(network, bits, 'ipv6');
}

/** Whether everybody may reach an address; none of our own network is, nor the cloud's page with its keys. */
export function isPublic(address: string): boolean {
  if (isIPv4(address)) return !notPublic.check(address, 'ipv4');
  return isIP(address) === 6 && global.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');
}

/** Why a webhook cannot have this address; undefined where it can. Names are looked up when it is called, each time. */
export function urlFault(text: string, reach: Reach): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) return 'an absolute URL';
  if (url.protocol !== 'https:' && !(reach.http && url.protocol === 'http:')) {
    return reach.http ? 'an http or https URL' : 'an https URL';
  }
  if (url.username !== '' || url.password !== '' || url.hash !== '') return 'a URL without a login and without a #';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (
    !reach.private &&
    (host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && !isPublic(host)))
  ) {
    return 'an address that is public';
  }
  return undefined;
}

/** `LOYALTY_WEBHOOKS_ALLOW`: `http`, `private`, or both with a comma. @throws Error that names what it does not know. */
export function readReach(text = ''): Reach {
  const words = text.split(',').flatMap((each) => each.trim() || []);
  const unknown = words.find((word) => word !== 'http' && word !== 'private');
  if (unknown !== undefined) throw new Error(`LOYALTY_WEBHOOKS_ALLOW: ${unknown} is neither http nor private`);
  return { http: words.includes('http'), private: words.includes('private') };
}
