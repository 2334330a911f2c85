import { errorCode } from '@loyalty/postgres';

/** Nobody's fault but the world's: connection, resources, deadlock, a server that goes down, a session that was ended. */
const PASSING_STATES = /^(08|40|53|57P|55P03|25P03)/;
const PASSING_CODES = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EMFILE|ENFILE)/;
const PASSING_NAMES = new Set(['BusUnavailable', 'SendUncertain', 'Overloaded', 'StoreUnavailable', 'OutcomeUnknown']);
/** The driver's own errors have no code. */
const PASSING_WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/;

/** Whether an error passes by itself: it is then waited for, and no message is blamed for it. */
export function isOutage(error: unknown): boolean {
  const code = errorCode(error);
  if (code !== undefined && (PASSING_STATES.test(code) || PASSING_CODES.test(code))) return true;
  if (!(error instanceof Error)) return false;
  return PASSING_NAMES.has(error.name) || PASSING_WORDS.test(error.message) || isOutage(error.cause);
}
