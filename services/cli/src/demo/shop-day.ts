import type { Api } from '../client/api.js';
import { Narrator } from './narrator.js';
import { playWebOrder } from './web-order.js';

interface PurchaseAnswer {
  readonly purchase: { readonly id: string };
  readonly account: { readonly id: string; readonly version: number };
  readonly totals: readonly { readonly wallet: string; readonly earned: number }[];
  readonly receiptText: readonly string[];
}

interface ReturnAnswer {
  readonly account: { readonly version: number };
  readonly takenBack: readonly { readonly wallet: string; readonly points: number }[];
}

interface Entries {
  readonly items: readonly { readonly id: string; readonly type: string }[];
}

/** A short day in a tea shop, through the public doors, told step by step. */
export async function playShopDay(api: Api, options: { now: number; write: (line: string) => void }): Promise<void> {
  const tell = new Narrator(options.write);
  const at = (minutesAgo: number): string => new Date(options.now - minutesAgo * 60_000).toISOString();
  const basket = {
    source: 'till-1',
    externalId: 'R-000123',
    occurredAt: at(90),
    store: 'tea-shop-1',
    channel: 'pos',
    receipt: { terminal: '1', number: '000123' },
    member: { card: '4007' },
    currency: 'EUR',
    lines: [
      { id: '1', sku: 'ASSAM-100', quantity: '3', unitPrice: '33.33', categories: ['TEA'] },
      { id: '2', sku: 'TEAPOT', quantity: '1', unitPrice: '50.01', categories: ['CHINA'] },
    ],
    total: '150.00',
    payments: [{ kind: 'card', amount: '150.00' }],
  };

  tell.step('Ada joins with her card', 'POST /v1/members');
  await api.post('/v1/members', { source: 'shop-day', externalId: 'ada', card: '4007', name: 'Ada' });

  tell.step('She buys three packets of tea and a teapot for 150.00 EUR', 'POST /v1/purchases');
  const bought = await api.post<PurchaseAnswer>('/v1/purchases', basket);
  tell.answer({ earned: bought.totals, receipt: bought.receiptText });

  tell.step('The till saw no answer in time and sends the same receipt again', 'POST /v1/purchases');
  const again = await api.post<PurchaseAnswer & { repeated: boolean }>('/v1/purchases', basket);
  tell.answer({ repeated: again.repeated, samePurchase: again.purchase.id === bought.purchase.id });

  tell.step('She brings one packet back', 'POST /v1/returns');
  const returned = await api.post<ReturnAnswer>('/v1/returns', {
    source: 'till-1',
    externalId: 'R-000130',
    occurredAt: at(30),
    purchase: { id: bought.purchase.id },
    lines: [{ id: '1', quantity: '1' }],
  });
  tell.answer({ takenBack: returned.takenBack });

  const spentAt = await playWebOrder(api, tell);

  const account = bought.account.id;
  tell.step('What does she have now?', `GET /v1/accounts/${account}/balance?minVersion=${spentAt}`);
  tell.answer(await api.get(`/v1/accounts/${account}/balance?minVersion=${spentAt}`));

  const { items } = await api.get<Entries>(`/v1/accounts/${account}/entries`);
  const earned = items.find((entry) => entry.type === 'earned');
  if (earned === undefined) throw new Error('the statement does not show what was earned');
  tell.step('And why did she get these points?', `GET /v1/entries/${earned.id}/explanation`);
  tell.answer(await api.get(`/v1/entries/${earned.id}/explanation`));
}
