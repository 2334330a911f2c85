import type { IncomingMessage } from 'node:http';
import { newUuid } from '../ids/uuid.js';

/** A caller's own id goes into our logs, so it must look like one. */
const SANE = /^[\w.:-]{1,128}$/;

export function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && SANE.test(given) ? given : newUuid();
}
