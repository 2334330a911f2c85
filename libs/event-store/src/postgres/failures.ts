import { errorCode } from '@loyalty/postgres';

const UNIQUE_VIOLATION = '23505';
const DEADLOCK = '40P01';

/** A key or a version was taken by somebody else, or two writers met the wrong way round: nothing was written. */
export function isTaken(error: unknown): boolean {
  const code = errorCode(error);
  return code === UNIQUE_VIOLATION || code === DEADLOCK;
}
