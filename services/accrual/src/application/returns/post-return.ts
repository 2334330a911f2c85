import type { Owner } from '../../domain/purchase-state.js';
import { reject, type Rejected } from '../../domain/rejections.js';
import type { SentReturn } from '../../domain/sent/sent-purchase.js';
import type { AccrualPorts } from '../ports.js';
import { Invalid } from '../invalid.js';
import { prepareReturn, type InFlight, type PreparedReturn } from './prepare-return.js';
import { recordReturn, type ReturnResult } from './record-return.js';

/** One return, from what was sent to its answer. */
export async function postReturn(
  sent: SentReturn,
  ports: AccrualPorts,
  { dryRun = false, inFlight }: { dryRun?: boolean; inFlight?: InFlight } = {},
): Promise<ReturnResult | Invalid | Rejected> {
  const prepared = await prepareReturn(sent, ports, inFlight);
  if (prepared instanceof Invalid || 'rejected' in prepared) return prepared;
  const [owner = null] = await recogniseReturners([prepared], ports);
  if (owner && 'rejected' in owner) return owner;

  const command = recordReturn({ prepared, owner, programmes: ports.programmes });
  return dryRun ? ports.store.preview(command) : (await ports.store.execute(command)).answer;
}

/** Who returns, for many returns at once, in order; null for nobody that is a member. A return enrols no one. */
export async function recogniseReturners(
  returns: readonly PreparedReturn[],
  { members }: Pick<AccrualPorts, 'members'>,
): Promise<readonly (Owner | Rejected | null)[]> {
  const questions = returns.flatMap(({ identity, judge }) => (identity ? [{ programme: judge.id, identity }] : []));
  const answers = (questions.length === 0 ? [] : await members.resolve(questions)).values();
  return returns.map(({ identity }) => {
    const answer = identity && answers.next().value;
    if (!answer) return null;
    if ('unknownMember' in answer) return reject({ reason: 'member_not_found' });
    return 'membership' in answer ? answer.membership : null;
  });
}
