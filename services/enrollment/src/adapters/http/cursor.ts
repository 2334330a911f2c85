import { Problem } from '@loyalty/service-host';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A cursor can be forged; what is in it must at least be an id before it goes into a query. */
export function readCursor(content: unknown): string {
  if (typeof content === 'string' && UUID.test(content)) return content;
  throw new Problem({ status: 400, code: 'invalid_cursor' });
}
