import type { ClaimKey } from '@loyalty/event-store';
import { fromId, newUuid } from '@loyalty/service-host/values';
import type { SentAction } from '../../domain/sent/action.schema.js';
import { canonicalIdentity } from '../../domain/sent/canonical.js';
import { actionKey, purchaseKey } from '../../domain/claims.js';
import type { Owner, RecordedPurchase } from '../../domain/purchase-state.js';
import { purchaseStream } from '../../domain/streams/purchase-stream.js';
import { reject, type Rejected } from '../../domain/rejections.js';
import { futureReturn } from '../../domain/sent/return.js';
import { latestOccurredAt } from '../programmes/latest-occurred-at.js';
import type { AccrualPorts } from '../ports.js';
import { identityOf } from '../members/identity-of.js';
import { Invalid } from '../invalid.js';
import type { ProgrammeVersion } from '../programmes.js';

/** An action that is ready to be decided. */
export interface PreparedAction {
  readonly sent: SentAction;
  readonly judge: ProgrammeVersion;
  readonly owner: Owner;
  /** Of the purchase that it names. */
  readonly purchase: string | undefined;
  readonly occurredAt: number;
  readonly stream: string;
  readonly key: ClaimKey;
  readonly fingerprint: string;
}

/** Whose it is, by which programme, and of which purchase. Nothing has been written for it yet. */
export async function prepareAction(
  sent: SentAction,
  ports: AccrualPorts,
): Promise<PreparedAction | Invalid | Rejected> {
  const { programmes, members, fingerprint, clock } = ports;
  const named = sent.purchase && (await findNamed(sent, ports));
  if (sent.purchase && !named) return reject({ reason: 'purchase_not_found' });
  const all = programmes.list();
  const id = sent.programme ?? named?.facts.programme ?? (all.length === 1 ? all[0]?.id : undefined);
  if (id === undefined) return reject({ reason: 'programme_required', candidates: all.map((it) => it.id) });
  const occurredAt = Date.parse(sent.occurredAt);
  const judge = programmes.inForce(id, occurredAt);
  if (!judge) return reject({ reason: 'programme_not_found', programme: id });
  const problems = futureReturn(sent.occurredAt, latestOccurredAt(judge.programme, clock.now()));
  if (problems.length > 0) return new Invalid(problems);

  const identity = identityOf(sent.member);
  const [answer] = identity ? await members.resolve([{ programme: id, identity }]) : [];
  const owner = identity ? (answer && 'membership' in answer ? answer.membership : null) : named?.owner;
  if (!owner) return reject({ reason: 'member_not_found' });
  if (named && named.facts.programme !== id)
    return reject({ reason: 'purchase_of_another_member', purchase: named.facts.purchase });
  return {
    sent,
    judge,
    owner,
    purchase: named?.facts.purchase,
    occurredAt,
    stream: newUuid(),
    key: actionKey(id, sent),
    fingerprint: fingerprint(canonicalAction(sent)),
  };
}

async function findNamed(
  { purchase = {}, programme }: SentAction,
  { store, programmes }: AccrualPorts,
): Promise<RecordedPurchase | undefined> {
  const { id, source = '', externalId = '' } = purchase;
  const streams = id === undefined ? await claimedBy() : [fromId('pur', id)];
  for (const stream of streams) {
    if (stream === undefined) continue;
    const { state } = await store.load(purchaseStream, stream);
    if (state.status === 'recorded') return state;
  }
  return undefined;

  async function claimedBy() {
    const among = programme === undefined ? programmes.list().map((it) => it.id) : [programme];
    const claims = among.map((each) => store.find(purchaseKey(each, { source, externalId })));
    return (await Promise.all(claims)).map((claim) => claim?.stream);
  }
}

function canonicalAction({ occurredAt, action, store, member, purchase }: SentAction): string {
  const named = purchase ? [purchase.id ?? null, purchase.source ?? null, purchase.externalId ?? null] : null;
  return JSON.stringify([Date.parse(occurredAt), action, store ?? null, canonicalIdentity(member), named]);
}
