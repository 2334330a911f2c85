import type { GivenBackCause, RewardChosen, TakingEvent } from '@loyalty/contracts';
import type { Append, View } from '@loyalty/event-store';
import { lapsedOf, NO_STOCK, type Stock, stockStream } from '../../domain/rewards/stock-stream.js';
import { type Takings, takingsStream } from '../../domain/rewards/takings-stream.js';
import { accountStreamId } from '../account-book.js';
import { derivedStream } from '../derived-stream.js';

/** Of one reward, for all members. */
export function stockStreamId(reward: string): string {
  return derivedStream(`stock:${reward}`);
}

/** Of one member, for all rewards of a programme: a household shares points, and each of it has its own limits. */
export function takingsStreamId(programme: string, holder: string): string {
  return derivedStream(`takings:${programme}:${holder}`);
}

/** Whose redemption takes which reward. */
export interface Taker {
  readonly redemption: string;
  readonly programme: string;
  readonly member: string;
  readonly account: string;
}

export function takerOf({ redemption, programme, member, account }: Taker): Taker {
  return { redemption, programme, member, account };
}

export type Chosen = Pick<RewardChosen, 'reward' | 'stocked' | 'voucher'>;

/** Automatic rewards, which have their voucher from the beginning, are the account's, since its points bring them about. */
function takingsOf(
  { voucher }: Pick<Chosen, 'voucher'>,
  taker: Pick<Taker, 'programme' | 'member' | 'account'>,
): string {
  return takingsStreamId(taker.programme, voucher === null ? taker.member : taker.account);
}

/** What is left and what the member has; guarded, so that both are still so at the commit. What is not counted is not read. */
export function readBook(
  view: View,
  { reward, stocked, voucher }: Chosen,
  taker: Pick<Taker, 'programme' | 'member' | 'account'>,
): { readonly stock: Stock; readonly takings: Takings } {
  const stock: Stock = stocked ? view.state(stockStream, stockStreamId(reward)).state : NO_STOCK;
  const takings: Takings = view.state(takingsStream, takingsOf({ voucher }, taker)).state;
  return { stock, takings };
}

/** One is taken; what has lapsed meanwhile is settled with it, dated when it was due. */
export function takeAppends(
  view: View,
  chosen: Chosen,
  taking: Taker & { readonly occurredAt: number; readonly lapsesAt: number | null },
): readonly Append[] {
  const { reward, stocked } = chosen;
  const { redemption, member, account, occurredAt, lapsesAt } = taking;
  const taken: TakingEvent = { type: 'RewardTaken', reward, redemption, member, occurredAt, lapsesAt };
  const { stock, takings } = readBook(view, chosen, taking);
  const settled = lapsedOf(stock, view.now).map(([held, at]) => lapsed(reward, held, at));
  const own = [...takings].flatMap(([held, { reward: of, lapsesAt: at }]) =>
    at !== null && at <= view.now ? [lapsed(of, held, at)] : [],
  );
  return [
    ...(stocked ? [appendTo(stockStream, stockStreamId(reward), [...settled, taken])] : []),
    {
      ...appendTo(takingsStream, takingsOf(chosen, taking), [...own, taken]),
      beside: accountStreamId(account),
    },
  ];
}

/** Whether its stock and its member still have it set aside; a decision by a clock that is ahead may have freed it. */
export function isStillTaken(view: View, chosen: Chosen, taker: Taker): boolean {
  const { stock, takings } = readBook(view, chosen, taker);
  return takings.has(taker.redemption) && (!chosen.stocked || stock.open.has(taker.redemption));
}

export function keepAppends(chosen: Chosen, taker: Taker, occurredAt: number): readonly Append[] {
  const { reward, stocked } = chosen;
  const event: TakingEvent = { type: 'RewardKept', reward, redemption: taker.redemption, occurredAt };
  return [
    ...(stocked ? [appendTo(stockStream, stockStreamId(reward), [event])] : []),
    appendTo(takingsStream, takingsOf(chosen, taker), [event]),
  ];
}

/** `stocked`: whether one went back to the stock; what was settled as lapsed meanwhile is there already. */
export function giveBack(
  view: View,
  chosen: Chosen,
  taker: Taker & { readonly cause: GivenBackCause; readonly occurredAt: number },
): { readonly appends: readonly Append[]; readonly stocked: boolean } {
  const { reward, stocked } = chosen;
  const { redemption, cause, occurredAt } = taker;
  const { stock, takings } = readBook(view, chosen, taker);
  const event: TakingEvent = { type: 'RewardGivenBack', reward, redemption, cause, occurredAt };
  const isInStock = stocked && (cause === 'refunded' || stock.open.has(redemption));
  const own = takings.has(redemption) ? [appendTo(takingsStream, takingsOf(chosen, taker), [event])] : [];
  const appends = isInStock ? [appendTo(stockStream, stockStreamId(reward), [event]), ...own] : own;
  return { appends, stocked: isInStock };
}

const lapsed = (reward: string, redemption: string, at: number): TakingEvent => ({
  type: 'RewardGivenBack',
  reward,
  redemption,
  cause: 'lapsed',
  occurredAt: at,
});

function appendTo(category: Append['category'], stream: string, events: readonly TakingEvent[]): Append {
  return { category, stream, events: events.map((event) => ({ event, occurredAt: event.occurredAt })) };
}
