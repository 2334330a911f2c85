import { errorCode } from '@loyalty/postgres';
import { hostProblem } from './host-problem-codes.js';
import type { Problem } from './problem.js';

const RETRY_AFTER_SECONDS = '1';

/** Of the way to the database; also that this process, or the machine, may open nothing more at the moment. */
const OUTAGE_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'EMFILE',
  'ENFILE',
]);

/** The database lost, refused, dropped or ended a connection, or has no resources; what SQL itself complains about is not among them. */
const OUTAGE_STATES = /^(08|53|57P|25P03)/;

/** The driver gives these no code. */
const OUTAGE_MESSAGE =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/**
 * What the world in the way means to the caller: 503, and when to come back. The event store's errors are known by
 * name, since this library does not know the store; everything else that is not an outage is a bug and answers 500.
 */
export function outageProblem(error: unknown): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'Overloaded') {
    const seconds = 'retryAfterSeconds' in error ? String(error.retryAfterSeconds) : RETRY_AFTER_SECONDS;
    return hostProblem('overloaded', { headers: { 'Retry-After': seconds } }, { cause: error });
  }
  if (error.name === 'StoreUnavailable' || error.name === 'OutcomeUnknown' || isDatabaseOutage(error)) {
    return hostProblem('store_unavailable', { headers: { 'Retry-After': RETRY_AFTER_SECONDS } }, { cause: error });
  }
  if (error.name === 'ServiceUnavailable') {
    return hostProblem('service_unavailable', { headers: { 'Retry-After': RETRY_AFTER_SECONDS } }, { cause: error });
  }
  return undefined;
}

function isDatabaseOutage(error: Error): boolean {
  const code = errorCode(error);
  if (code !== undefined) return OUTAGE_CODES.has(code) || OUTAGE_STATES.test(code);
  return OUTAGE_MESSAGE.test(error.message);
}
