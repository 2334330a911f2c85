import { defineProblemCodes } from './problem-codes.js';
import { Problem, type ProblemInit } from './problem.js';

/** The codes that any service may answer, whatever it is about. */
export const hostProblemCodes = defineProblemCodes('host', {
  malformed_json: {
    status: 400,
    title: 'The body is not JSON',
    doc: 'The body could not be read as JSON; `position` says where it breaks off or goes wrong.',
  },
  malformed_request: {
    status: 400,
    title: 'The request could not be read',
    doc: 'The URL, a header or the length of the body is not well-formed HTTP, or a text holds a NUL.',
  },
  invalid_request: {
    status: 400,
    title: 'The request does not have the documented shape',
    doc: 'Each item of `errors` names a place by JSON pointer, what was expected there and what was found.',
  },
  invalid_cursor: {
    status: 400,
    title: 'The cursor is not one of ours',
    doc: '`after` must be the `next` of an earlier answer of the same list, unchanged.',
  },
  idempotency_key_required: {
    status: 400,
    title: 'An Idempotency-Key is required',
    doc: 'This write has no id of its own; send an `Idempotency-Key` header and repeat with the same one.',
  },
  unauthenticated: {
    status: 401,
    title: 'A valid API key is required',
    doc: 'Send `Authorization: Bearer <key>`; the key is missing, unknown or revoked.',
  },
  missing_scope: {
    status: 403,
    title: 'The API key does not have the scope that this needs',
    doc: '`missing` names the scopes; ask an operator for a key that has them.',
  },
  not_found: {
    status: 404,
    title: 'There is nothing here',
    doc: 'No such path, or nothing with this id.',
  },
  method_not_allowed: {
    status: 405,
    title: 'This path does not take this method',
    doc: 'The `Allow` header lists the methods it takes.',
  },
  already_used_with_other_content: {
    status: 409,
    title: 'This id was used before with other content',
    doc: 'An id or Idempotency-Key names one write for ever; send a new one, or the same content.',
  },
  clock_cannot_go_back: {
    status: 409,
    title: 'The test clock only moves forward',
    doc: '`now` of the answer says where it stands.',
  },
  body_too_large: {
    status: 413,
    title: 'The body is too large',
    doc: '`limitBytes` says how much fits; nothing was done. A list of any length can be sent as NDJSON, where there is a door for it.',
  },
  uri_too_long: {
    status: 414,
    title: 'The path is too long',
    doc: 'A part of the path is longer than any id.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The body has a content type that this path does not take',
    doc: '`accepts` names the content type that it takes.',
  },
  internal_error: {
    status: 500,
    title: 'Something went wrong on our side',
    doc: 'Report the `requestId`; the log has the cause under it. Sending the same write again is safe.',
  },
  job_failed: {
    status: 500,
    title: 'A job failed while the test clock moved',
    doc: 'The clock stands at `now`; posting the same instant again runs the jobs in `failed` again.',
  },
  overloaded: {
    status: 503,
    title: 'Too much to do at the moment',
    doc: 'Nothing was done; send it again after `Retry-After` seconds.',
  },
  store_unavailable: {
    status: 503,
    title: 'The database cannot be reached at the moment',
    doc: 'The outcome may be unknown; sending the same write again after `Retry-After` seconds is safe.',
  },
  service_unavailable: {
    status: 503,
    title: 'A service that this one needs cannot be asked at the moment',
    doc: 'Nothing is lost; send it again after `Retry-After`.',
  },
  not_ready: {
    status: 503,
    title: 'Not ready',
    doc: '`checks` names what is not ready; answered by `/health/ready`.',
  },
});

export type HostProblemCode = keyof typeof hostProblemCodes;

/** A problem whose status and title are those of its code. */
export function hostProblem(
  code: HostProblemCode,
  init?: Omit<ProblemInit, 'status' | 'code'>,
  options?: ErrorOptions,
) {
  return new Problem({ ...init, code, status: hostProblemCodes[code].status }, options);
}
