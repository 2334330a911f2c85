import { status, type StatusObject } from '@grpc/grpc-js';
import { outageProblem } from '../errors/outage.js';
import { ServiceUnavailable } from './service-unavailable.js';

/** What a failure of a handler means to whoever called: an outage may be tried again, all else is a bug of ours. */
export function toStatus(error: unknown): Pick<StatusObject, 'code' | 'details'> {
  return outageProblem(error)
    ? { code: status.UNAVAILABLE, details: 'an outage behind the service' }
    : { code: status.INTERNAL, details: 'the service failed; its log says how' };
}

const OUTAGES: ReadonlySet<unknown> = new Set([
  status.UNAVAILABLE,
  status.DEADLINE_EXCEEDED,
  status.RESOURCE_EXHAUSTED,
]);

/** The other way: what came back, as the caller's code knows it. */
export function fromStatus(error: unknown, service: string): Error {
  if (!(error instanceof Error)) return new Error(`${service} failed`, { cause: error });
  return 'code' in error && OUTAGES.has(error.code) ? new ServiceUnavailable(service, { cause: error }) : error;
}
