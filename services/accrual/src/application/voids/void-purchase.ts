import type { PurchaseVoided } from '@loyalty/contracts';
import type { Command } from '@loyalty/event-store';
import { newUuid } from '@loyalty/service-host/values';
import { purchaseKey, type ExternalId } from '../../domain/claims.js';
import type { RecordedPurchase } from '../../domain/purchase-state.js';
import { purchaseStream } from '../../domain/streams/purchase-stream.js';
import { reject, type Rejected } from '../../domain/rejections.js';
import { accountStreamId } from '../account-book.js';
import { Draft } from '../draft.js';
import type { AccrualPorts } from '../ports.js';
import { voidRecorded } from './void-recorded.js';
import { awaitingStream } from '../returns/waiting.js';

/** By its stream, or by the name under which it was sent, which it may not have been yet. */
export type Named = { readonly stream: string } | (ExternalId & { readonly programme: string });

/** Who said why; a till says neither. */
export interface VoidedBy {
  readonly actor: string;
  readonly reason: string;
}

export type VoidAnswer =
  | {
      readonly status: 'voided';
      readonly purchase: RecordedPurchase;
      readonly voided: PurchaseVoided;
      readonly repeated: boolean;
    }
  | { readonly status: 'waiting'; readonly repeated: boolean };

/** The whole purchase was a mistake. What comes before its purchase is kept and applied to it. */
export async function voidPurchase(
  named: Named,
  ports: Pick<AccrualPorts, 'store' | 'programmes'>,
  by?: VoidedBy,
): Promise<Command<VoidAnswer | Rejected>> {
  const { store, programmes } = ports;
  const known = 'stream' in named ? named : await store.find(purchaseKey(named.programme, named));
  const account = known && ownerAccount((await store.load(purchaseStream, known.stream)).state);
  return {
    on: account === undefined ? (known?.stream ?? newUuid()) : accountStreamId(account),
    decide(view) {
      const draft = new Draft(view);
      const stream = 'stream' in named ? named.stream : draft.find(purchaseKey(named.programme, named))?.stream;
      const state = stream === undefined ? undefined : draft.state(purchaseStream, stream).state;
      if (stream !== undefined && state?.status === 'recorded') {
        if (state.voided) {
          return { answer: { status: 'voided', purchase: state, voided: state.voided, repeated: true }, appends: [] };
        }
        const voided = voidRecorded(draft, { stream, occurredAt: draft.now, programmes, ...by });
        if ('rejected' in voided) return { answer: voided, appends: [] };
        return { answer: { status: 'voided', purchase: state, voided, repeated: false }, appends: draft.appends() };
      }
      if ('stream' in named) return { answer: reject({ reason: 'purchase_not_found' }), appends: [] };
      if (state?.status === 'awaited' && state.voidedAt !== null) {
        return { answer: { status: 'waiting', repeated: true }, appends: [] };
      }
      const waiting = awaitingStream(draft, purchaseKey(named.programme, named));
      draft.append(purchaseStream, waiting.stream, {
        event: { type: 'VoidAwaited', occurredAt: draft.now, ...by },
        occurredAt: draft.now,
        claims: waiting.claims,
      });
      return { answer: { status: 'waiting', repeated: false }, appends: draft.appends() };
    },
  };
}

function ownerAccount(state: { status: string; owner?: RecordedPurchase['owner'] }): string | undefined {
  return state.owner?.account;
}
