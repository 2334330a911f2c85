import { toId } from '@loyalty/service-host/values';
import { readPoints } from '../../domain/points.js';
import { reject, type Rejected } from '../../domain/rejections.js';
import type { SentIdentity, SentPoints } from '../../domain/sent-redemption.js';
import { authorise } from '../authorise.js';
import type { RedemptionPorts } from '../ports.js';
import { loadPayout, type PayoutRow } from './payout-row.js';
import { showPayout } from './show-payout.js';

/** A payout as it was sent, after its JSON Schema has accepted it. */
export interface SentPayout {
  readonly programme?: string;
  readonly source: string;
  readonly externalId: string;
  readonly member: SentIdentity;
  /** Of kind `cash_out`. */
  readonly reward: { readonly id: string };
  /** Whole multiples of the reward's price; its price where absent. */
  readonly points?: readonly SentPoints[];
  /** The provider's opaque word for where the money goes. */
  readonly destination: string;
}

export interface PayoutAnswer {
  readonly payout: PayoutRow;
  readonly repeated: boolean;
}

/**
 * Holds the points and asks for the money. Its destination is kept before the commit, under an id that nobody has yet: a
 * process that ends between the two leaves a word that leads nowhere, and is swept away.
 */
export async function requestPayout(
  { destination, ...sent }: SentPayout,
  actor: string,
  ports: RedemptionPorts,
): Promise<PayoutAnswer | Rejected> {
  const { payouts } = ports;
  if (!payouts) return reject({ reason: 'not_provided', missing: ['payouts'] });
  const stream = ports.newUuid();
  const id = toId('red', stream);
  const points = sent.points && readPoints(sent.points);
  await payouts.destinations.keep(id, destination);
  const payout = { stream, requestedBy: actor, destination, ...(points && { points }) };
  const answer = await authorise(sent, ports, { payout });
  const authorised = 'rejected' in answer ? undefined : answer.redemption.facts.redemption;
  if (authorised !== id) await payouts.destinations.forget(id);
  if ('rejected' in answer) return answer;
  const row = await loadPayout(authorised ?? id, ports);
  if (!row) throw new Error(`${authorised} was authorised, and is no payout`);
  await showPayout(row, payouts);
  return { payout: row, repeated: answer.repeated };
}
