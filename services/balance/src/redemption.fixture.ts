import { decodeRedemptionEvent, encodeRedemptionEvent, type RedemptionEvent } from '@loyalty/contracts';
import type { Append, Category } from '@loyalty/event-store';
import { hold, type WalletPoints } from '@loyalty/ledger';
import { fromId } from '@loyalty/service-host';
import type { LedgerShop, ShopAccount } from './ledger-shop.fixture.js';

const redemptionStream: Category<null, RedemptionEvent> = {
  name: 'redemption',
  initial: () => null,
  evolve: () => null,
  encode: encodeRedemptionEvent,
  decode: decodeRedemptionEvent,
};

/** Sets points aside, and says for which order, as redemption does. */
export async function authorisedFor(
  order: string,
  { redemption, ...asked }: { redemption: string; points: readonly WalletPoints[]; lapsesAt: number },
  [shop, { member, id: account, stream }]: readonly [LedgerShop, ShopAccount],
): Promise<void> {
  const { points, lapsesAt } = asked;
  const event: RedemptionEvent = {
    type: 'RedemptionAuthorised',
    redemption,
    programme: 'tea-shop',
    source: 'web',
    externalId: redemption,
    occurredAt: lapsesAt,
    member,
    account,
    order,
    points,
    lapsesAt,
    accountVersion: 1,
    balances: [],
  };
  const own: Append = {
    category: redemptionStream,
    stream: fromId('red', redemption) ?? '',
    events: [{ event, occurredAt: lapsesAt }],
    beside: stream,
  };
  await shop.decide(
    { member, id: account, stream },
    (state, now) => hold({ member, hold: redemption, redemption, lapsesAt, occurredAt: now, now, points }, state),
    [own],
  );
}
