import { randomBytes } from 'node:crypto';
import { type SpanContext, TraceFlags } from '@opentelemetry/api';

/** W3C Trace Context. Asked of every message, so what is of our own version is looked at without taking it apart. */
const OURS = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
/** What a later version adds behind it is let through. */
const LATER = /^(?!ff|00)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** `00-<trace id>-<span id>-<flags>`: how a trace is written wherever it crosses something. */
export type Traceparent = string;

const LENGTH = 55;

/** What came from outside, if it names a trace; only what version 00 knows of it is kept, so that every one is as long. */
export function readTraceparent(text: unknown): Traceparent | undefined {
  if (typeof text !== 'string') return undefined;
  if (OURS.test(text)) return text;
  const [, traceId, spanId, flags = ''] = LATER.exec(text) ?? [];
  return traceId === undefined ? undefined : `00-${traceId}-${spanId}-${isOdd(flags) ? '01' : '00'}`;
}

/** Of one of ours, which is not looked at again. */
export function spanContextOf(traceparent: Traceparent): SpanContext {
  return {
    traceId: traceIdOf(traceparent),
    spanId: spanIdOf(traceparent),
    traceFlags: isSampled(traceparent) ? TraceFlags.SAMPLED : TraceFlags.NONE,
    isRemote: true,
  };
}

export function traceparentOf({ traceId, spanId, traceFlags }: SpanContext): Traceparent {
  return `00-${traceId}-${spanId}-${(traceFlags & TraceFlags.SAMPLED) === 0 ? '00' : '01'}`;
}

export function traceIdOf(traceparent: Traceparent): string {
  return traceparent.slice(3, 35);
}

export function spanIdOf(traceparent: Traceparent): string {
  return traceparent.slice(36, 52);
}

export function isSampled(traceparent: Traceparent): boolean {
  return isOdd(traceparent.slice(LENGTH - 2, LENGTH));
}

/** A trace that nobody records: for what must name one, and whose lines in a log are to be found by it. */
export function newTraceparent(): Traceparent {
  const id = randomBytes(24).toString('hex');
  return `00-${id.slice(0, 32)}-${id.slice(32)}-00`;
}

function isOdd(flags: string): boolean {
  return (Number.parseInt(flags, 16) & 1) === 1;
}
