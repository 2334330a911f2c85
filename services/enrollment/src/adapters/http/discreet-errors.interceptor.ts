import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type FieldError, Problem } from '@loyalty/service-host';
import { catchError, type Observable, throwError } from 'rxjs';

/**
 * Answers about what was wrong go into callers' logs, where personal data has no place: at these doors they say what
 * kind of thing was found, and never the thing itself.
 */
@Injectable()
export class DiscreetErrors implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(catchError((error: unknown) => throwError(() => discreet(error))));
  }
}

function discreet(error: unknown): unknown {
  if (!(error instanceof Problem) || error.errors === undefined) return error;
  const { status, code, title, detail, headers, extensions } = error;
  const errors = error.errors.map((one): FieldError => ({ ...one, found: kindOf(one.found) }));
  return new Problem({ status, code, title, errors, headers, extensions, ...(detail !== undefined && { detail }) });
}

/** Values are shown as JSON; everything that is no value is words already. */
function kindOf(found: string): string {
  if (found.startsWith('"')) return 'text';
  return /^-?\d/.test(found) ? 'a number' : found;
}
