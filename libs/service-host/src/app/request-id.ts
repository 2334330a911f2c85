import type { IncomingMessage } from 'node:http';
import { randomBytes } from 'node:crypto';
import { encodeBase32 } from '../ids/base32.js';

/** A caller's own id goes into our logs, so it must look like one. */
const SANE = /^[\w.:-]{1,128}$/;

/** Names this process, so that ids of two never meet; the number behind it is cheaper than another UUID. */
const PROCESS = encodeBase32(randomBytes(10));
let requests = 0;

export function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && SANE.test(given) ? given : `${PROCESS}-${(++requests).toString(36)}`;
}
