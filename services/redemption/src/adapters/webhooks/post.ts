import { type LookupAddress, lookup as systemLookUp } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Post } from '../../application/webhooks/ports.js';
import { isPublic, type Reach, urlFault } from '../../domain/webhooks/address.js';
import type { Attempted, Outcome } from '../../domain/webhooks/patience.js';

const TIMEOUT_MS = 10_000;
/** Nobody reads an answer's body; one that does not end is cut off. */
const ANSWER_BYTES_MAX = 64 * 1_024;

class AddressNotAllowed extends Error {}

interface PostOptions {
  readonly timeoutMs?: number;
  /** Of names. */
  readonly lookUp?: LookupFunction;
}

/**
 * Posts without following redirects, to public addresses alone unless `reach` says otherwise. The name is looked up for this
 * very connection and what is found is what is connected to: a name that leads elsewhere a moment later leads nowhere.
 */
export function postTo(reach: Reach, { timeoutMs = TIMEOUT_MS, lookUp = systemLookUp }: PostOptions = {}): Post {
  const lookup = reach.private ? lookUp : publicAlone(lookUp);
  return ({ url, headers, body }) => {
    const begunAt = performance.now();
    const end = (outcome: Outcome, more: Partial<Attempted> = {}): Attempted => ({
      outcome,
      status: null,
      ms: Math.round(performance.now() - begunAt),
      ...more,
    });
    // Also for those that were taken while more was allowed.
    if (urlFault(url, reach) !== undefined) return Promise.resolve(end('address_not_allowed'));
    return new Promise((resolve) => {
      const request = (url.startsWith('https:') ? https : http).request(url, {
        method: 'POST',
        headers: { 'user-agent': 'loyalty-ledger', ...headers, 'content-length': Buffer.byteLength(body) },
        agent: false,
        signal: AbortSignal.timeout(timeoutMs),
        lookup,
      });
      request.on('response', (response) => {
        const { statusCode: status = 0 } = response;
        const retryAfter = Number(response.headers['retry-after']);
        const answered = (): void =>
          resolve(
            end(outcomeOf(status), { status, ...(retryAfter > 0 && { retryAfterMs: Math.round(retryAfter * 1_000) }) }),
          );
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > ANSWER_BYTES_MAX) response.destroy();
        });
        // Cut off by us, by them or by the clock: the status has been said.
        response.on('error', answered);
        response.on('close', answered);
      });
      request.on('error', (error) => resolve(end(failureOf(error))));
      request.end(body);
    });
  };
}

function outcomeOf(status: number): Outcome {
  if (status >= 200 && status < 300) return 'delivered';
  if (status >= 300 && status < 400) return 'redirected';
  return status === 410 ? 'gone' : 'refused';
}

function failureOf(error: Error): Outcome {
  if (error instanceof AddressNotAllowed) return 'address_not_allowed';
  return error.name === 'AbortError' || error.name === 'TimeoutError' ? 'timed_out' : 'unreachable';
}

/** All that a name leads to must be public: which of them is connected to is not ours to choose. */
function publicAlone(lookUp: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '', 0);
      const addresses: readonly LookupAddress[] = typeof found === 'string' ? [] : found;
      const [first] = addresses;
      if (!first || addresses.some(({ address }) => !isPublic(address))) {
        return callback(new AddressNotAllowed(`${hostname} is not public`), '', 0);
      }
      if (options.all === true) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    });
  };
}
