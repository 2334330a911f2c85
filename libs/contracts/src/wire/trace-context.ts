/** W3C Trace Context, version 00; what a later version adds behind it is let through. */
const TRACEPARENT = /^(?!ff)([0-9a-f]{2})-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?$/;

export function isTraceparent(text: string): boolean {
  const [, version, more] = TRACEPARENT.exec(text) ?? [];
  return version !== undefined && (version !== '00' || more === undefined);
}
