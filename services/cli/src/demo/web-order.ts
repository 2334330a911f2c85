import { type Api, type ProblemDocument, RequestRefused } from '../client/api.js';
import type { Narrator } from './narrator.js';

interface RedemptionAnswer {
  readonly redemption: { readonly id: string; readonly status: string; readonly lapsesAt: string | null };
  readonly account: { readonly version: number };
  readonly balance: readonly object[];
}

/** She spends points in the web shop, and tries to spend them twice. Answers the version of her account after it. */
export async function playWebOrder(api: Api, tell: Narrator): Promise<number> {
  const order = (id: string, points: number) => ({
    source: 'web-shop',
    externalId: id,
    order: id,
    member: { card: '4007' },
    points: [{ wallet: 'points', points }],
  });

  tell.step('She wants to pay a web order with 100 points: they are set aside', 'POST /v1/redemptions');
  const { redemption, balance } = await api.post<RedemptionAnswer>('/v1/redemptions', order('W-1', 100));
  tell.answer({ redemption, balance });

  tell.step('On her phone she spends 50 at the same time: there are not enough', 'POST /v1/redemptions');
  const { code, title, ...numbers } = await refusalOf(api.post('/v1/redemptions', order('W-2', 50)));
  tell.answer({ code, title, ...numbers });

  const path = `/v1/redemptions/${redemption.id}/capture`;
  tell.step('The order is packed, one thing is sold out: 80 are spent, 20 are free again', `POST ${path}`);
  const captured = await api.post<RedemptionAnswer>(path, { points: [{ wallet: 'points', points: 80 }] });
  tell.answer({ redemption: captured.redemption, balance: captured.balance });
  return captured.account.version;
}

async function refusalOf(asked: Promise<unknown>): Promise<ProblemDocument> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof RequestRefused) return error.problem;
    throw error;
  }
  throw new Error('more points were spent than there are');
}
