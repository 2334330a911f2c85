import { HttpException } from '@nestjs/common';
import { errorCode } from '@loyalty/postgres';
import { hostProblem } from './host-problem-codes.js';
import { Problem } from './problem.js';

export interface FrameworkContext {
  readonly bodyLimitBytes: number;
  readonly contentType: string | undefined;
}

/**
 * What Fastify and Nest refuse before a handler runs, and the database because of a text, said as a problem. Undefined for anything that is not a refusal
 * of theirs, so that it is treated as the bug it is.
 */
export function frameworkProblem(thrown: unknown, context: FrameworkContext): Problem | undefined {
  const error = thrown instanceof HttpException && thrown.cause !== undefined ? thrown.cause : thrown;
  switch (errorCode(error)) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return hostProblem('body_too_large', {
        detail: `At most ${context.bodyLimitBytes} bytes fit into one body.`,
        headers: { Connection: 'close' },
        extensions: { limitBytes: context.bodyLimitBytes },
      });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_CTP_INVALID_CONTENT_TYPE': {
      const accepts = 'application/json';
      const detail = `This path takes ${accepts}, and was sent ${context.contentType ?? 'no content type'}.`;
      return hostProblem('unsupported_media_type', { detail, extensions: { accepts } });
    }
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return hostProblem('malformed_json', { detail: 'The body is empty.', extensions: { position: 0 } });
    // PostgreSQL's words for what its texts and its JSON cannot hold.
    case '22021':
    case '22P05':
      return hostProblem('malformed_request', { detail: 'A text holds a character that cannot be kept, as NUL.' });
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return hostProblem('uri_too_long');
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return hostProblem('malformed_request', { detail: error instanceof Error ? error.message : 'Not readable.' });
    default:
      return thrown instanceof HttpException ? ofHttpException(thrown) : undefined;
  }
}

function ofHttpException(exception: HttpException): Problem | undefined {
  const status = exception.getStatus();
  if (status >= 500) return undefined;
  if (status === 404) return hostProblem('not_found');
  return hostProblem('malformed_request', { detail: exception.message });
}
