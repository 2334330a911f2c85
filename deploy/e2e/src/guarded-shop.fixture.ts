import type { Client } from './client.fixture.js';
import { createHome, RunningProgram, type TestHome } from './program.fixture.js';
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
    - { id: gifts-a-week, on: gifts, of: member, within: P7D, times: 1, then: refuse }
`;

export interface Opened {
  readonly shop: Client;
  close(): Promise<void>;
  /** Ends the server and looks at what it wrote; services in processes have no home. */
  readonly home?: TestHome;
}

export async function oneProcess(): Promise<Opened> {
  const home = await createHome();
  const shop = await RunningProgram.start(home.directory);
  return { shop, home, close: async () => void (await shop.stop()) };
}

export async function processes(): Promise<Opened> {
  const services = await RunningServices.prepare();
  await services.start('accrual', 'enrollment', 'balance', 'redemption', 'campaign');
  return { shop: services.client(), close: () => services.close() };
}
