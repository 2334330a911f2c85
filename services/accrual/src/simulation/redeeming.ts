import { redemptionStream, type RedemptionEvent } from '@loyalty/contracts';
import { accountStream, burn, hold } from '@loyalty/ledger';
import { pointsRate, worthOf, type PointsRate } from '@loyalty/programme';
import { newUuid, toId } from '@loyalty/service-host';
import { accountStreamId } from '../application/account-book.js';
import { PROGRAMME } from './random-programme.js';
import { minute, newId, type World } from './world.js';

/** Points that were spent to pay with, as the shop remembers them. */
export interface Redeemed {
  readonly id: string;
  readonly card: string;
  readonly points: bigint;
  readonly rate: PointsRate;
  /** In minor units, by the rate that was frozen. */
  readonly amount: bigint;
  readonly isOpen: boolean;
}

interface Asked {
  readonly card: string;
  readonly points: bigint;
  /** Absent: what is in force, without a tier. */
  readonly rate?: PointsRate;
  /** Held alone: no purchase takes it. */
  readonly isOpen?: boolean;
}

/** As the service redemption writes it: with the account's event in one commit, its rate frozen. Undefined: too few points. */
export async function redeem(
  world: World,
  { card, points, isOpen = false, ...asked }: Asked,
): Promise<Redeemed | undefined> {
  const { ports, people } = world;
  const [found] = await people.resolve([{ programme: PROGRAMME, identity: { kind: 'card', value: card } }]);
  const judge = ports.programmes.latest(PROGRAMME)?.programme;
  const rate = asked.rate ?? (judge && pointsRate(judge, { wallet: 'points', currency: 'EUR' }));
  if (!found || !('membership' in found) || !found.membership || !rate || points <= 0n) return undefined;
  const { member, account: owner } = found.membership;
  const [account, stream, externalId] = [accountStreamId(owner), newUuid(), newId(world, 'order')];
  const id = toId('red', stream);
  const { answer: isDone } = await ports.store.execute({
    on: account,
    decide(view) {
      const { now } = view;
      const { state } = view.state(accountStream, account);
      const lapsesAt = isOpen ? now + 15 * minute : null;
      const terms = { member, redemption: id, occurredAt: now, now, points: [{ wallet: 'points', points }] };
      const decision = lapsesAt === null ? burn(terms, state) : hold({ ...terms, hold: id, lapsesAt }, state);
      if (!decision.accepted) return { answer: false, appends: [] };
      const after = { accountVersion: 1, balances: [] };
      const said = { programme: PROGRAMME, source: 'shop', externalId, member, account: owner, rate };
      const own: RedemptionEvent[] = [
        {
          type: 'RedemptionAuthorised',
          redemption: id,
          ...said,
          occurredAt: now,
          points: terms.points,
          lapsesAt,
          ...after,
        },
      ];
      for (const event of decision.events)
        if (event.type === 'PointsBurned')
          own.push({ type: 'RedemptionCaptured', occurredAt: now, slices: event.slices, released: [], ...after });
      const dated = <Event extends { readonly occurredAt: number }>(event: Event) => ({
        event,
        occurredAt: event.occurredAt,
      });
      return {
        answer: true,
        appends: [
          { category: accountStream, stream: account, events: decision.events.map(dated) },
          { category: redemptionStream, stream, events: own.map(dated), beside: account },
        ],
      };
    },
  });
  return isDone ? { id, card, points, rate, amount: worthOf(points, rate), isOpen } : undefined;
}
