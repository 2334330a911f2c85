import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Nest's own messages, in the same lines as ours. What Nest says at `log` is about its own start: `debug` to us. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: readonly unknown[]): void {
    this.logger.debug(facts(rest), String(message));
  }

  debug(message: unknown, ...rest: readonly unknown[]): void {
    this.logger.debug(facts(rest), String(message));
  }

  verbose(message: unknown, ...rest: readonly unknown[]): void {
    this.logger.trace(facts(rest), String(message));
  }

  warn(message: unknown, ...rest: readonly unknown[]): void {
    this.logger.warn(facts(rest), String(message));
  }

  error(message: unknown, ...rest: readonly unknown[]): void {
    if (message instanceof Error) this.logger.error({ ...facts(rest), err: message }, message.message);
    else this.logger.error(facts(rest), String(message));
  }

  fatal(message: unknown, ...rest: readonly unknown[]): void {
    this.logger.fatal(facts(rest), String(message));
  }
}

/** Nest passes the name of the class that speaks as the last argument, and a stack before it. */
function facts(rest: readonly unknown[]): { readonly context?: unknown; readonly stack?: unknown } {
  const context = rest.at(-1);
  const stack = rest.length > 1 ? rest[0] : undefined;
  return { ...(context !== undefined && { context }), ...(stack !== undefined && { stack }) };
}
