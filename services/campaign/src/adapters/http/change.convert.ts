import { formatInstant, type Problem, toId } from '@loyalty/service-host';
import type { HistoryItem } from '../../application/history.js';
import type { ChangeAnswer } from '../../application/change-programme.js';
import type { Plan } from '../../application/plan-change.js';
import type { Proposal } from '../../domain/proposal.js';
import { countChange } from './change-metrics.js';
import { documentProblem, problem } from './refusal.convert.js';
import { stepBody } from './step.js';

/** What a door of changes says; `status` where it is not 200. */
export function changeBody(answer: ChangeAnswer, id: string): { readonly status: number; readonly body: object } {
  if ('refused' in answer) throw documentProblem(answer, id);
  if ('superseded' in answer) throw moved(answer.superseded);
  const { repeated } = answer;
  countChange('proposed' in answer ? 'proposed' : 'applied', repeated);
  if ('proposed' in answer) return { status: 202, body: { proposal: proposalBody(answer.proposed), repeated } };
  const { version, appliedAt } = answer.applied;
  return {
    status: version === 1 && !repeated ? 201 : 200,
    body: { programme: { id, version }, appliedAt: formatInstant(appliedAt), repeated },
  };
}

export function moved(versions: { readonly expected: number; readonly found: number }): Problem {
  countChange('superseded');
  return problem('programme_moved', { extensions: versions });
}

export function proposalBody({ id, programme, base, rollbackTo, status, proposed, approved, version }: Proposal) {
  return {
    id: toId('prp', id),
    programme,
    base,
    rollbackTo,
    status,
    proposed: stepBody(proposed),
    approved: approved && stepBody(approved),
    version,
  };
}

export function planBody({ programme, base, changes, warnings, touches, policy, tests }: Plan) {
  const { offers, ...read } = touches;
  return {
    programme,
    base,
    changes,
    warnings,
    touches: { offers: [...offers].map(([offer, use]) => ({ offer, ...use })), ...read },
    policy,
    tests,
  };
}

export function historyBody({ at, ...item }: HistoryItem) {
  return { at: formatInstant(at), ...item };
}
