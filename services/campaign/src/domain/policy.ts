import type { Demand, ProgrammeLog } from '@loyalty/contracts';

/** What must be there before a change is made. */
export interface Policy {
  readonly approval: Demand;
  readonly tests: Demand;
}

export const NO_POLICY: Policy = { approval: 'none', tests: 'none' };

/** A programme's own, else the installation's. */
export function policyOf({ policies }: ProgrammeLog, installation: Policy): Policy {
  const policy = policies.at(-1);
  return policy ? { approval: policy.approval, tests: policy.tests } : installation;
}

/** Whether less is asked for than before. */
export function isLooser(after: Policy, before: Policy): boolean {
  const less = (a: Demand, b: Demand) => a === 'none' && b === 'required';
  return less(after.approval, before.approval) || less(after.tests, before.tests);
}
