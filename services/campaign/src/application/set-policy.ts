import { type ProgrammePolicySet, programmeStream, programmeStreamId } from '@loyalty/contracts';
import { isLooser, type Policy, policyOf } from '../domain/policy.js';
import type { Step } from '../domain/proposal.js';
import type { CampaignPorts } from './ports.js';

export interface SetPolicy {
  readonly programme: string;
  readonly policy: Policy;
  readonly step: Step;
  /** Whether they may ask for less than before. */
  readonly mayLoosen: boolean;
}

export type PolicyAnswer =
  | { readonly policy: Policy; readonly repeated: boolean }
  | { readonly refused: 'programme_not_found' }
  | { readonly refused: 'policy_loosened'; readonly before: Policy };

/** What is asked of changes from now on; of every service that writes the programme, since it stands in the log. */
export async function setPolicy(
  { programme, policy, step, mayLoosen }: SetPolicy,
  { store, policy: installation, announce }: Pick<CampaignPorts, 'store' | 'policy' | 'announce'>,
): Promise<PolicyAnswer> {
  const stream = programmeStreamId(programme);
  const { answer } = await store.execute<PolicyAnswer>({
    on: stream,
    decide(view) {
      const { state: log } = view.state(programmeStream, stream);
      if (log.versions.length === 0) return { answer: { refused: 'programme_not_found' }, appends: [] };
      const before = policyOf(log, installation);
      if (log.policies.length > 0 && before.approval === policy.approval && before.tests === policy.tests)
        return { answer: { policy, repeated: true }, appends: [] };
      if (isLooser(policy, before) && !mayLoosen)
        return { answer: { refused: 'policy_loosened', before }, appends: [] };
      const { by: actor, road, reason } = step;
      const occurredAt = view.now;
      const event: ProgrammePolicySet = {
        type: 'ProgrammePolicySet',
        programme,
        ...policy,
        occurredAt,
        actor,
        road,
        reason: reason ?? '',
      };
      const appends = [{ category: programmeStream, stream, events: [{ event, occurredAt }] }];
      return { answer: { policy, repeated: false }, appends };
    },
  });
  await announce();
  return answer;
}
