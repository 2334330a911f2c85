const DURATION =
  /^P(?!$)(?:\d{1,6}Y)?(?:\d{1,6}M)?(?:\d{1,6}W)?(?:\d{1,6}D)?(?:T(?!$)(?:\d{1,9}H)?(?:\d{1,9}M)?(?:\d{1,9}(?:\.\d{1,3})?S)?)?$/;

/** An ISO 8601 duration such as `P30D` or `PT15M`; never negative, and only seconds may have decimals. */
export function isDuration(text: string): boolean {
  return DURATION.test(text);
}
