import { decodeRedemptionEvent, encodeRedemptionEvent, type RedemptionEvent } from '@loyalty/contracts';
import type { Append, Category } from '@loyalty/event-store';
import { fromId } from '@loyalty/service-host';
import type { ShopAccount } from './ledger-shop.fixture.js';

const redemptionStream: Category<null, RedemptionEvent> = {
  name: 'redemption',
  initial: () => null,
  evolve: () => null,
  encode: encodeRedemptionEvent,
  decode: decodeRedemptionEvent,
};

/** What redemption writes beside the hold of an order. */
export function authorisedFor(
  order: string,
  { redemption, account, lapsesAt }: { redemption: string; account: ShopAccount; lapsesAt: number },
): Append {
  const event: RedemptionEvent = {
    type: 'RedemptionAuthorised',
    redemption,
    programme: 'tea-shop',
    source: 'web',
    externalId: redemption,
    occurredAt: lapsesAt,
    member: account.member,
    account: account.id,
    order,
    points: [],
    lapsesAt,
    accountVersion: 1,
    balances: [],
  };
  const stream = fromId('red', redemption) ?? '';
  return { category: redemptionStream, stream, events: [{ event, occurredAt: lapsesAt }], beside: account.stream };
}
