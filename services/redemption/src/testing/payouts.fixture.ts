import { inMemoryDestinations, inMemoryPayoutIndex } from '../adapters/in-memory/payout-index.js';
import type { DrivePorts } from '../application/payouts/drive-payout.js';
import { drivePayout } from '../application/payouts/drive-payout.js';
import type { PayoutOrder, PayoutProvider, ProviderAnswer } from '../application/payouts/payout-ports.js';
import { requestPayout, type SentPayout } from '../application/payouts/request-payout.js';
import type { SentReward } from '../domain/rewards/reward.js';
import { aMug, put } from './rewards.fixture.js';
import { openShop, type Shop } from './shop.fixture.js';

/** A provider that says what a test tells it to, and keeps what it was asked. */
export class ScriptedProvider implements PayoutProvider {
  readonly sent: PayoutOrder[] = [];
  readonly asked: string[] = [];
  private readonly script: ProviderAnswer[] = [];

  says(...answers: readonly ProviderAnswer[]): void {
    this.script.push(...answers);
  }

  async send(order: PayoutOrder): Promise<ProviderAnswer> {
    this.sent.push(order);
    return this.next();
  }

  async ask(id: string): Promise<ProviderAnswer> {
    this.asked.push(id);
    return this.next();
  }

  private next(): ProviderAnswer {
    const answer = this.script.shift();
    if (!answer) throw new Error('the provider was asked more often than the test expects');
    return answer;
  }
}

export type PayoutShop = Shop & DrivePorts & { readonly provider: ScriptedProvider };

/** 100 points are 1.00; whatever a test needs besides is given. */
export function cash(change: Partial<SentReward> = {}): SentReward {
  return aMug({
    kind: 'cash_out',
    name: { en: 'Money' },
    prices: [{ points: [{ wallet: 'points', points: 100 }] }],
    gives: { amount: '1.00', currency: 'EUR' },
    ...change,
  });
}

export async function openPayoutShop(
  change: Partial<SentReward> = {},
  documents?: readonly string[],
): Promise<PayoutShop> {
  const provider = new ScriptedProvider();
  const payouts = { provider, destinations: inMemoryDestinations(), index: inMemoryPayoutIndex() };
  const shop = { ...(await openShop({ ...(documents && { documents }) })), payouts, provider };
  await put(shop, cash(change), 'cash');
  return shop;
}

let numbered = 0;

export function aPayout(points: number, change: Partial<SentPayout> = {}): SentPayout {
  numbered += 1;
  return {
    source: 'app',
    externalId: `P-${numbered}`,
    member: { card: '4007' },
    reward: { id: 'cash' },
    points: [{ wallet: 'points', points }],
    destination: 'tok_ann',
    ...change,
  };
}

/** One that is expected to be taken; answers its id. */
export async function requested(shop: PayoutShop, sent: SentPayout): Promise<string> {
  const answer = await requestPayout(sent, 'key_app', shop);
  if ('rejected' in answer)
    throw new Error(
      JSON.stringify(answer.rejection, (_key, value) => (typeof value === 'bigint' ? String(value) : value)),
    );
  return answer.payout.id;
}

export async function driven(shop: PayoutShop, id: string, ...answers: readonly ProviderAnswer[]) {
  shop.provider.says(...answers);
  return (await drivePayout(id, shop)).outcome;
}

/** With what it says no. */
export async function refusal(answer: Promise<object>) {
  return ((await answer) as { readonly rejection?: object }).rejection;
}
