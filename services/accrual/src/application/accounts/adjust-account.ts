import type { Append, Command, EventStore, View } from '@loyalty/event-store';
import { accountStream, adjust, type NewLot, type PointsAdjusted } from '@loyalty/ledger';
import { termsAt } from '@loyalty/programme';
import { fromId, newUuid, toId } from '@loyalty/service-host/values';
import { idempotencyKey } from '../../domain/claims.js';
import { reject, type Rejected } from '../../domain/rejections.js';
import { accountStreamId } from '../account-book.js';
import type { AccrualPorts } from '../ports.js';
import { adjustmentDifferences } from './adjustment-differences.js';
import { ownerNow } from '../where-now.js';

export interface AdjustAccount {
  /** `acc_…` */
  readonly account: string;
  readonly wallet: string;
  /** Below zero: taken, in burn order. */
  readonly points: bigint;
  readonly reason: string;
  readonly actor: string;
  /** The terms of the Lot that it makes; the Programme's where absent. */
  readonly availableAt?: number;
  readonly expiresAt?: number | null;
  readonly allowNegative: boolean;
  readonly idempotencyKey: string;
  readonly fingerprint: string;
}

export interface AdjustAnswer {
  readonly event: PointsAdjusted;
  readonly version: number;
  readonly repeated: boolean;
}

type AdjustPorts = Pick<AccrualPorts, 'store' | 'accounts' | 'programmes' | 'clock'>;

/** Corrects an account by hand. */
export async function adjustAccount(
  asked: AdjustAccount,
  ports: AdjustPorts,
  { dryRun = false } = {},
): Promise<AdjustAnswer | Rejected> {
  const { store, accounts, programmes, clock } = ports;
  const stream = fromId('acc', asked.account);
  const found = stream === undefined ? undefined : await accounts.find(asked.account);
  if (stream === undefined || !found) return reject({ reason: 'account_not_found' });
  const programme = programmes.inForce(found.programme, clock.now())?.programme;
  if (!programme) return reject({ reason: 'programme_not_found', programme: found.programme });
  const terms = programme.wallets.get(asked.wallet);
  if (!terms) {
    return reject({ reason: 'wallet_not_found', wallet: asked.wallet, wallets: [...programme.wallets.keys()] });
  }

  const key = idempotencyKey(found.programme, 'adjustment', asked.idempotencyKey);
  const lot = toId('lot', newUuid());
  const adjustment = toId('adj', newUuid());
  const command: Command<AdjustAnswer | Repeat | Rejected> = {
    on: stream,
    decide(view: View): { answer: AdjustAnswer | Repeat | Rejected; appends: readonly Append[] } {
      const known = view.claimed(key);
      if (known)
        return {
          answer: repeatOf(known, asked, ownerNow(view, { member: found.member, account: asked.account })),
          appends: [],
        };
      const { member } = found;
      const { reason, actor, wallet, points } = asked;
      const by = { member, adjustment, reason, actor, occurredAt: view.now, now: view.now };
      const owner = ownerNow(view, { member, account: asked.account });
      const place = accountStreamId(owner.account);
      const { state, version } = view.state(accountStream, place);
      const own = termsAt(terms, view.now);
      if (points > 0n && own.availableAt === null && asked.availableAt === undefined) {
        const action = own.awaits?.action ?? '';
        return { answer: reject({ reason: 'available_at_required', wallet, action }), appends: [] };
      }
      const up = () => ({ ...by, up: lotOf(asked, { lot, terms: own }) });
      const down = () => ({ ...by, down: { wallet, points: -points }, allowNegative: asked.allowNegative });
      const decision = adjust(points > 0n ? up() : down(), state);
      if (!decision.accepted)
        return { answer: reject({ reason: 'ledger_refused', by: decision.rejection }), appends: [] };

      const events = decision.events.map((event) => ({ event, occurredAt: event.occurredAt }));
      const at = decision.events.findIndex(({ type }) => type === 'PointsAdjusted');
      const claims = [{ ...key, fingerprint: asked.fingerprint }];
      const event = decision.events[at];
      if (event?.type !== 'PointsAdjusted') throw new Error('the ledger adjusted an account without saying so');
      return {
        answer: { event, version: version + at + 1, repeated: false },
        appends: [{ category: accountStream, stream: place, events, claims }],
      };
    },
  };
  const answer = dryRun ? await store.preview(command) : (await store.execute(command)).answer;
  if (!('first' in answer)) return answer;
  const first = await firstAnswer(store, answer.first);
  if (answer.first.fingerprint === asked.fingerprint) return first;
  const differs = adjustmentDifferences(first.event, asked);
  return reject({ reason: 'already_used_with_other_content', first: toId('acc', answer.first.stream), differs });
}

type Repeat = { readonly first: { readonly stream: string; readonly version: number; readonly fingerprint: string } };

function repeatOf(
  known: { stream: string; version: number; fingerprint: string },
  { account }: AdjustAccount,
  now: { account: string },
): Repeat | Rejected {
  const sameAccount = [account, now.account].some((each) => accountStreamId(each) === known.stream);
  if (sameAccount) return { first: known };
  const first = toId('acc', known.stream);
  return reject({ reason: 'already_used_with_other_content', first, differs: ['account'] });
}

/** What had fallen due was booked in the same commit before it, so the claim may lead a few events too early. */
async function firstAnswer(store: EventStore, { stream, version }: Repeat['first']): Promise<AdjustAnswer> {
  for (let after = version - 1; ;) {
    const events = await store.readStream(stream, after);
    for (const recorded of events) {
      const event = accountStream.decode(recorded);
      if (event.type === 'PointsAdjusted') return { event, version: recorded.version, repeated: true };
      after = recorded.version;
    }
    if (events.length === 0) throw new Error(`the claim of an adjustment leads to none in ${stream}`);
  }
}

function lotOf(
  { wallet, points, availableAt, expiresAt }: AdjustAccount,
  { lot, terms }: { lot: string; terms: ReturnType<typeof termsAt> },
): NewLot {
  if (availableAt === undefined && expiresAt === undefined) return { lot, wallet, points, ...terms };
  const { awaits: _awaits, ...fixed } = terms;
  return {
    lot,
    wallet,
    points,
    ...fixed,
    ...(availableAt === undefined ? {} : { availableAt }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}
