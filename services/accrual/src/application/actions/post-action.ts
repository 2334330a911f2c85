import type { SentAction } from '../../domain/sent/action.schema.js';
import type { Rejected } from '../../domain/rejections.js';
import type { AccrualPorts } from '../ports.js';
import { prepareAction } from './prepare-action.js';
import { Invalid } from '../invalid.js';
import { recordAction, type ActionAnswer } from './record-action.js';

/** One action, from what was sent to its answer. */
export async function postAction(
  sent: SentAction,
  ports: AccrualPorts,
  { dryRun = false } = {},
): Promise<ActionAnswer | Invalid | Rejected> {
  const prepared = await prepareAction(sent, ports);
  if (prepared instanceof Invalid || 'rejected' in prepared) return prepared;
  const command = recordAction(prepared);
  return dryRun ? ports.store.preview(command) : (await ports.store.execute(command)).answer;
}
