import { Client } from './client.fixture.js';
import {
  type CommandOptions,
  createHome,
  loyalty,
  RunningProgram,
  summaryOf,
  type TestHome,
} from './program.fixture.js';
import { RunningServices } from './services.fixture.js';

/** A programme with a limit of each kind. */
export const PROGRAMME = `
id: guarded
name: A guarded shop
currency: EUR
timeZone: Europe/Berlin
wallets:
  points: { unit: { en: { one: point, other: points }, ru: { one: балл, few: балла, many: баллов } }, earn: { points: 1, per: 1.00 } }
velocity:
  limits:
    - { id: second-a-day, on: redemptions, of: member, within: P1D, times: 1, then: review }
    - { id: large, on: purchases, of: member, within: P1D, points: 5000, then: review }
    - { id: loops, on: returns, of: member, within: P7D, times: 1, least: 50, then: report }
    - { id: shared-card, on: purchases, of: token, within: P7D, members: 1, then: review }
    - { id: moved, on: redemptions, of: member, after: contact_change, within: P3D, then: review }
    - { id: gifts-a-week, on: gifts, of: member, within: P7D, times: 5, then: refuse }
    - { id: second-gift, on: gifts, of: member, within: P1D, times: 1, then: review }
`;

export interface Opened {
  readonly shop: Client;
  /** Somebody else, with a key of their own that decides about reviews. */
  another(): Promise<Client>;
  close(): Promise<void>;
  /** Ends the server and looks at what it wrote; services in processes have no home. */
  readonly home?: TestHome;
}

export async function oneProcess(): Promise<Opened> {
  const home = await createHome();
  const shop = await RunningProgram.start(home.directory);
  const another = async () => new Client(shop.urlOf, await keyOf(['--home', home.directory]));
  return { shop, home, another, close: async () => void (await shop.stop()) };
}

export async function processes(): Promise<Opened> {
  const services = await RunningServices.prepare();
  await services.start('accrual', 'enrollment', 'balance', 'redemption', 'campaign');
  const environment = { DATABASE_URL: services.database.url };
  const another = async () =>
    services.clientOf(await keyOf(['--home', 'keys'], { cwd: services.directory, environment }));
  return { shop: services.client(), another, close: () => services.close() };
}

async function keyOf(where: readonly string[], how: CommandOptions = {}): Promise<string> {
  const made = await loyalty(['keys', 'create', '--name', 'max', '--scopes', 'reviews:write', '--json', ...where], how);
  return summaryOf<{ key: string }>(made).key;
}
