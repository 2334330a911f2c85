import type { PurchaseAnswer } from '../application/purchases/purchase-answer.js';
import type { SentLine } from '../domain/sent/sent-purchase.js';
import {
  aPurchase,
  aReturn,
  giveBack,
  line,
  openShop,
  purchase,
  taken,
  TEA,
  teaProgramme,
  type Shop,
} from './shop.fixture.js';

/** Offers of a document, each as YAML of one line. */
export const offers = (...lines: readonly string[]) => `offers:\n${lines.map((each) => `  - { ${each} }`).join('\n')}`;

export interface Counter {
  readonly shop: Shop;
  readonly account: string;
  buys(on: string, lines?: readonly SentLine[]): Promise<PurchaseAnswer>;
  returns(bought: PurchaseAnswer, units: Readonly<Record<string, string>>): Promise<number>;
}

/** A till with one member before it. */
export async function aCounter(programme: string, earn = ''): Promise<Counter> {
  const shop = await openShop(teaProgramme({ programme, earn }));
  const { account } = shop.members.join(TEA, { kind: 'card', value: '4007' });
  return {
    shop,
    account,
    buys: (on, lines = [line('1', '10.00')]) => purchase(shop, aPurchase({ occurredAt: `${on}T10:00:00Z`, lines })),
    async returns({ first }, units) {
      const lines = Object.entries(units).map(([id, quantity]) => ({ id, quantity }));
      return taken(
        await giveBack(shop, aReturn({ purchase: { id: first.purchase }, lines, occurredAt: '2026-05-01T10:00:00Z' })),
      );
    },
  };
}

/** By offer: what it gave. */
export const gave = ({ first }: PurchaseAnswer) =>
  Object.fromEntries((first.outcome?.explanation ?? []).map(({ offer, points }) => [offer, Number(points)]));
