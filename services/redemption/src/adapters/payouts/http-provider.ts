import { counter } from '@loyalty/service-host';
import type { PayoutOrder, PayoutProvider, ProviderAnswer } from '../../application/payouts/payout-ports.js';
import { signatureHeaders } from './signature.js';

export interface HttpProviderOptions {
  /** Without a slash at its end; `/payouts` is below it. */
  readonly url: string;
  /** The newest first; all of them sign. */
  readonly keys: readonly Buffer[];
  readonly timeoutMs: number;
}

/** The provider says that it refuses this payout, for good. Every other refusal may be ours, a proxy's or a moment's. */
const REFUSED = 422;
const NOT_FOUND = 404;
const TOO_MANY = 429;

const requests = counter('loyalty_payout_requests_total', 'Requests to the payment provider by what was learnt', [
  'request',
  'outcome',
]);

for (const request of ['send', 'ask']) requests.inc({ request, outcome: 'unknown' }, 0);

/**
 * A payment provider over HTTP: `POST /payouts` under our id as idempotency key, `GET /payouts/{id}`. Both are answered by
 * `{id, status: pending | settled | failed, reference, cause?}`; whatever is not said so clearly is not known.
 */
export function httpPayoutProvider(options: HttpProviderOptions): PayoutProvider {
  const ask = async (request: 'send' | 'ask', id: string, order?: PayoutOrder): Promise<ProviderAnswer> => {
    const answer = await answerTo(options, id, order);
    requests.inc({ request, outcome: answer.outcome });
    return answer;
  };
  return { send: (order) => ask('send', order.id, order), ask: (id) => ask('ask', id) };
}

async function answerTo(
  { url, keys, timeoutMs }: HttpProviderOptions,
  id: string,
  order?: PayoutOrder,
): Promise<ProviderAnswer> {
  const body = order ? JSON.stringify(order) : '';
  try {
    const response = await fetch(order ? `${url}/payouts` : `${url}/payouts/${id}`, {
      method: order ? 'POST' : 'GET',
      // Another address was never agreed upon.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        accept: 'application/json',
        ...(order ? { 'content-type': 'application/json', 'idempotency-key': id } : {}),
        ...signatureHeaders(keys, { id, at: Date.now(), body }),
      },
      ...(order ? { body } : {}),
    });
    return read(response, { id, isAsked: !order, text: await response.text() });
  } catch (error) {
    return { outcome: 'unknown', why: wordsOf(error) };
  }
}

function read(
  { status, headers, ok }: Response,
  { id, isAsked, text }: { readonly id: string; readonly isAsked: boolean; readonly text: string },
): ProviderAnswer {
  if (isAsked && status === NOT_FOUND) return said(text)?.['id'] === id ? { outcome: 'not_known' } : unclear(status);
  if (status === TOO_MANY) {
    const seconds = Number(headers.get('retry-after') ?? Number.NaN);
    return { ...unclear(status), ...(seconds > 0 ? { retryAfterMs: seconds * 1_000 } : {}) };
  }
  const { id: about, status: state, reference, cause } = said(text) ?? {};
  if (about !== id) return unclear(status);
  const named = typeof reference === 'string' && reference !== '' ? reference : null;
  const why = typeof cause === 'string' && cause !== '' ? cause : 'no cause was told';
  if (status === REFUSED && !isAsked) return { outcome: 'failed', reference: named, cause: why };
  if (!ok) return unclear(status);
  if (state === 'failed') return { outcome: 'failed', reference: named, cause: why };
  if (named === null) return unclear(status);
  if (state === 'settled') return { outcome: 'settled', reference: named };
  return state === 'pending' ? { outcome: 'accepted', reference: named } : unclear(status);
}

const unclear = (status: number) => ({ outcome: 'unknown', why: `answered ${status}` }) as const;

/** Undefined for what is no object of JSON: an error page of a proxy, an answer that was cut off. */
function said(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}`;
}
