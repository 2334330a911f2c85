import type { PurchaseVoided } from '@loyalty/contracts';
import { lineLoads } from '../domain/line-loads.js';
import { purchaseStream } from '../domain/purchase-stream.js';
import { refundOf } from '../domain/refund.js';
import { reject, type Rejected } from '../domain/rejections.js';
import { takeRest } from '../domain/units.js';
import { standingOf, takeBackPoints } from './account-book.js';
import type { Draft } from './draft.js';
import { madeBy } from './give-back.js';
import type { Programmes } from './programmes.js';

export interface Voiding {
  readonly stream: string;
  readonly occurredAt: number;
  readonly programmes: Programmes;
}

/** Undoes a recorded purchase: all that had not gone back before goes back now. */
export function voidRecorded(
  draft: Draft,
  { stream, occurredAt: voidedAt, programmes }: Voiding,
): PurchaseVoided | Rejected {
  const { state: purchase } = draft.state(purchaseStream, stream);
  if (purchase.status !== 'recorded') throw new Error(`${stream} is no recorded purchase`);
  const { facts, owner, givenBack } = purchase;
  const occurredAt = Math.max(voidedAt, facts.occurredAt);
  const programme = programmes.inForce(facts.programme, occurredAt)?.programme;
  if (!programme) return reject({ reason: 'programme_not_found', programme: facts.programme });

  const lines = [...lineLoads(purchase).values()].flatMap((load) => takeRest(load, givenBack.get(load.line)) ?? []);
  const taken = owner
    ? takeBackPoints(draft, {
        owner,
        purchase: facts.purchase,
        occurredAt,
        policy: programme.clawBack,
        made: madeBy(purchase, lines),
      })
    : [];
  if ('rejected' in taken) return taken;

  const standing = owner && standingOf(draft, owner.account, programme);
  const event: PurchaseVoided = {
    type: 'PurchaseVoided',
    occurredAt,
    lines,
    refund: refundOf(purchase, lines),
    takenBack: taken,
    accountVersion: standing?.version ?? null,
    balances: standing?.balances ?? [],
  };
  draft.append(purchaseStream, stream, { event, occurredAt });
  return event;
}
