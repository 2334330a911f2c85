import { defineProblemCodes, Problem, ServiceUnavailable } from '@loyalty/service-host';
import type { Replayed } from '../consume/quarantine.js';

const codes = defineProblemCodes('messaging', {
  dead_letter_not_found: {
    status: 404,
    title: 'There is no such dead letter',
    doc: 'It was replayed or dropped, or another service has it; `GET /v1/dead-letters` lists those that are here.',
  },
  parked_key_not_found: {
    status: 404,
    title: 'There is no such parked key',
    doc: 'It was replayed or dropped, or another service has it; `GET /v1/parked-keys` lists those that are here.',
  },
  replay_failed: {
    status: 409,
    title: 'It failed again',
    doc: '`detail` says why; nothing of it took effect, and it stays where it is.',
  },
});

type Missing = 'dead_letter_not_found' | 'parked_key_not_found';

export function notThere(code: Missing): Problem {
  return new Problem({ status: codes[code].status, code });
}

/** How many messages were handled. @throws Problem where none was, ServiceUnavailable where what it needs is away */
export function handledOrProblem(replayed: Replayed, missing: Missing): number {
  switch (replayed.outcome) {
    case 'handled':
      return replayed.messages;
    case 'not_there':
      throw notThere(missing);
    case 'away':
      throw new ServiceUnavailable('what it needs', { cause: replayed.cause });
    case 'failed':
      throw new Problem({ status: codes.replay_failed.status, code: 'replay_failed', detail: replayed.reason });
  }
}
