import { traceOfLine } from '@loyalty/tracing';
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';

export type { Logger } from 'pino';

/** Whatever is logged under these names by mistake is a secret or somebody's personal data. */
const REDACTED = [
  'authorization',
  '*.authorization',
  '*.headers.authorization',
  'headers.authorization',
  'token',
  '*.token',
  'secret',
  '*.secret',
  'body',
  '*.body',
];

export interface LogOptions {
  readonly level?: string;
  readonly name?: string;
  /** Standard error by default: standard output belongs to what the command was asked for. */
  readonly destination?: DestinationStream;
}

/**
 * JSON lines, each with the trace of the request, call or message for which it was written. One request is one line at `debug`; what goes wrong on our side is at `error`.
 */
export function createLogger(options: LogOptions = {}): Logger {
  const settings: LoggerOptions = {
    level: options.level ?? 'info',
    base: options.name === undefined ? {} : { name: options.name },
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: traceOfLine,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: REDACTED, censor: '[redacted]' },
  };
  return pino(settings, options.destination ?? pino.destination(2));
}
