import { defineProblemCodes, Problem, type ProblemInit, toId } from '@loyalty/service-host';
import type { AccountRefusal } from '../../application/find-account.js';

const codes = defineProblemCodes('balance', {
  // Accrual's too, with the same meaning.
  account_not_found: { status: 404, title: 'There is no such account', doc: 'Accounts are listed with their member.' },
  entry_not_found: {
    status: 404,
    title: 'There is no such entry',
    doc: 'Entry ids stand in `GET /v1/accounts/{id}/entries`; one that was booked just now may take a moment to be there.',
  },
  rebuild_not_found: {
    status: 404,
    title: 'Nothing has been rebuilt since the process was started',
    doc: 'A rebuild that was under way when its process ended left nothing behind; begin it again.',
  },
  not_there_yet: {
    status: 503,
    title: 'What was asked for is not there yet',
    doc: '`version`, where one was asked for, says how far the read model is; ask again after `Retry-After` seconds. An older answer is never given.',
  },
});

const RETRY_AFTER_SECONDS = '1';

export function accountNotFound(): Problem {
  return new Problem({ status: codes.account_not_found.status, code: 'account_not_found' });
}

export function notCaughtUp(): Problem {
  return notThereYet({ detail: 'The read model is far behind the ledger.' });
}

export function entryNotFound(): Problem {
  return new Problem({ status: codes.entry_not_found.status, code: 'entry_not_found' });
}

export function rebuildNotFound(): Problem {
  return new Problem({ status: codes.rebuild_not_found.status, code: 'rebuild_not_found' });
}

export function invalidCursor(): Problem {
  return new Problem({ status: 400, code: 'invalid_cursor' });
}

/** The answer, or the problem that says why there is none. */
export function answerOrProblem<Answer extends object>(account: string, answer: Answer | AccountRefusal): Answer {
  if (!isRefusal(answer)) return answer;
  if (answer.refused === 'account_not_found') throw accountNotFound();
  const { version, minVersion } = answer;
  throw notThereYet({ extensions: { account: toId('acc', account), version, minVersion } });
}

function notThereYet(about: Pick<ProblemInit, 'detail' | 'extensions'>): Problem {
  const headers = { 'Retry-After': RETRY_AFTER_SECONDS };
  return new Problem({ status: codes.not_there_yet.status, code: 'not_there_yet', headers, ...about });
}

function isRefusal(answer: object): answer is AccountRefusal {
  return 'refused' in answer;
}
