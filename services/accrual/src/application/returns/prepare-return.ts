import type { ClaimKey } from '@loyalty/event-store';
import { newUuid, toId } from '@loyalty/service-host/values';
import { canonicalReturn } from '../../domain/sent/canonical.js';
import { purchaseKey, returnKey } from '../../domain/claims.js';
import { returnReceiptKey } from '../../domain/receipt.js';
import { reject, type Rejected } from '../../domain/rejections.js';
import { futureReturn, tooManyUnits } from '../../domain/sent/return.js';
import type { SentReturn } from '../../domain/sent/sent-purchase.js';
import { purchaseStream } from '../../domain/streams/purchase-stream.js';
import { accountStreamId } from '../account-book.js';
import { wantedOf } from './exchange.js';
import { latestOccurredAt } from '../programmes/latest-occurred-at.js';
import type { AccrualPorts, Identity } from '../ports.js';
import { identityOf } from '../members/identity-of.js';
import { Invalid } from '../invalid.js';
import type { ProgrammeVersion } from '../programmes.js';
import type { ByLine } from './return-ask.js';

/** A return that is ready to be decided but for who its member is. */
export interface PreparedReturn {
  readonly sent: SentReturn;
  readonly judge: ProgrammeVersion;
  readonly identity: Identity | undefined;
  readonly stream: string;
  readonly id: string;
  readonly occurredAt: number;
  readonly key: ClaimKey;
  readonly receipt: ClaimKey | undefined;
  readonly fingerprint: string;
  /** The stream on which the purchase that it names is decided, where that is known already: a hint for the order. */
  readonly on: string | undefined;
}

type PreparePorts = Pick<AccrualPorts, 'programmes' | 'fingerprint' | 'clock' | 'store'>;

/** The stream on which a purchase that is on its way into the store is decided: a line of a batch sees those before it. */
export type InFlight = (key: ClaimKey) => string | undefined;

export async function prepareReturn(
  sent: SentReturn,
  ports: PreparePorts,
  inFlight: InFlight = () => undefined,
): Promise<PreparedReturn | Invalid | Rejected> {
  const wanted = wantedOf(sent, null);
  const named = wanted.by === 'line' ? await lookUp(sent, wanted, { ports, inFlight }) : undefined;
  const at = Date.parse(sent.occurredAt);
  const judge = judgeOf(sent, named?.programme, ports, at);
  if ('rejected' in judge) return judge;

  const latest = latestOccurredAt(judge.programme, ports.clock.now());
  const problems = [...futureReturn(sent.occurredAt, latest), ...tooManyUnits(sent)];
  if (problems.length > 0) return new Invalid(problems);
  const stream = newUuid();
  const fingerprint = ports.fingerprint(canonicalReturn(sent));
  return {
    sent,
    judge,
    identity: identityOf(sent.member),
    stream,
    id: toId('ret', stream),
    occurredAt: at,
    key: returnKey(judge.id, sent),
    receipt: returnReceiptKey(judge.id, sent, fingerprint),
    fingerprint,
    on: named?.on,
  };
}

interface Named {
  readonly programme: string | undefined;
  readonly on: string | undefined;
}

/** Where the purchase is, as far as can be told without deciding. */
async function lookUp(
  sent: SentReturn,
  { purchase }: ByLine,
  { ports, inFlight }: { ports: PreparePorts; inFlight: InFlight },
): Promise<Named | undefined> {
  const { store, programmes } = ports;
  if ('stream' in purchase) return loadNamed(store, purchase.stream);

  const candidates = sent.programme === undefined ? programmes.list().map(({ id }) => id) : [sent.programme];
  for (const programme of candidates) {
    const key = purchaseKey(programme, purchase);
    const on = inFlight(key);
    if (on !== undefined) return { programme, on };
    const known = await store.find(key);
    if (known) return { programme, on: (await loadNamed(store, known.stream))?.on };
  }
  return undefined;
}

async function loadNamed(store: AccrualPorts['store'], stream: string): Promise<Named | undefined> {
  const { state } = await store.load(purchaseStream, stream);
  if (state.status !== 'recorded') return undefined;
  return { programme: state.facts.programme, on: state.owner ? accountStreamId(state.owner.account) : stream };
}

function judgeOf(
  sent: SentReturn,
  named: string | undefined,
  { programmes }: PreparePorts,
  at: number,
): ProgrammeVersion | Rejected {
  const all = programmes.list();
  const id = sent.programme ?? named ?? (all.length === 1 ? all[0]?.id : undefined);
  if (id === undefined) return reject({ reason: 'programme_required', candidates: all.map((it) => it.id) });
  return programmes.inForce(id, at) ?? reject({ reason: 'programme_not_found', programme: id });
}
