/** The `code` of a system or database error: ENOENT, 57P03 and the like. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Classes of SQLSTATE begin with a digit, but for these. Codes of the system have five letters, too: EPIPE. */
const SQLSTATE = /^(\d[\dA-Z]|F0|HV|P0|XX)[\dA-Z]{3}$/;
const SESSION_ENDED = /^(57P|08)/;

/**
 * The SQLSTATE with which the database itself refused a statement: it was not done. Undefined where the database did not
 * answer, or ended the session: that leaves open whether a commit that had been sent was done.
 */
export function refusedWith(error: unknown): string | undefined {
  const code = errorCode(error);
  return code !== undefined && SQLSTATE.test(code) && !SESSION_ENDED.test(code) ? code : undefined;
}
