import type { ReturnRecorded } from '@loyalty/contracts';
import { fromId } from '@loyalty/service-host/values';
import type { AwaitedPurchase } from '../../domain/purchase-state.js';
import { purchaseStream } from '../../domain/streams/purchase-stream.js';
import { reject, type Rejected } from '../../domain/rejections.js';
import { returnWhatIsThere } from '../../domain/units/return-by-line.js';
import { returnStream } from '../../domain/streams/return-stream.js';
import { recordReturn } from '../returns/apply-return.js';
import type { Draft } from '../draft.js';
import type { Programmes } from '../programmes.js';
import { voidRecorded } from './void-recorded.js';

export interface Waited {
  readonly stream: string;
  readonly awaited: AwaitedPurchase;
  readonly programmes: Programmes;
}

/** Applies to a purchase that has just been drafted what came before it: first the returns, then the void. */
export function applyWaiting(draft: Draft, waited: Waited): readonly ReturnRecorded[] | Rejected {
  const applied: ReturnRecorded[] = [];
  for (const id of waited.awaited.returns) {
    const recorded = applyKept(draft, id, waited);
    if ('rejected' in recorded) return recorded;
    applied.push(recorded);
  }
  const { voidedAt, voidedBy } = waited.awaited;
  if (voidedAt === null) return applied;
  const voided = voidRecorded(draft, { ...waited, ...voidedBy, occurredAt: voidedAt });
  return 'rejected' in voided ? voided : applied;
}

function applyKept(draft: Draft, id: string, { stream, programmes }: Waited): ReturnRecorded | Rejected {
  const returnStreamId = fromId('ret', id);
  const kept = returnStreamId && draft.state(returnStream, returnStreamId).state;
  const { state: purchase } = draft.state(purchaseStream, stream);
  if (!kept || kept.type !== 'ReturnKept') throw new Error(`${id} does not wait for ${stream}`);
  if (purchase.status !== 'recorded') throw new Error(`${stream} was not recorded before what waits for it`);

  const { programme, occurredAt, source, externalId } = kept;
  const judge = programmes.inForce(programme, occurredAt)?.programme;
  if (!judge) return reject({ reason: 'programme_not_found', programme });
  const { lines, unmatched } = returnWhatIsThere(purchase, kept.lines);
  const named = { ...(source === undefined ? {} : { source }), ...(externalId === undefined ? {} : { externalId }) };
  return recordReturn(
    draft,
    {
      stream: returnStreamId,
      id,
      programme,
      named,
      claims: [],
      occurredAt,
      wanted: { by: 'line', purchase: { stream }, lines: kept.lines },
    },
    {
      parts: lines.length === 0 ? [] : [{ stream, purchase, lines }],
      unmatched,
      owner: purchase.owner,
      programme: judge,
      programmes,
    },
  );
}
