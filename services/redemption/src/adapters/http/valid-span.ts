import { parseInstant, Problem } from '@loyalty/service-host';

interface Terms {
  readonly validFrom?: string;
  readonly validUntil?: string;
}

/** @throws Problem `invalid_request` where a code could never be used. */
export function refuseNoSpan({ validFrom, validUntil }: Terms): void {
  const [from, until] = [validFrom, validUntil].map((text) => (text === undefined ? undefined : parseInstant(text)));
  if (from === undefined || until === undefined || from < until) return;
  const error = { pointer: '/validUntil', code: 'not_possible', expected: 'an instant after validFrom' };
  throw new Problem({ status: 400, code: 'invalid_request', errors: [{ ...error, found: validUntil ?? '' }] });
}
