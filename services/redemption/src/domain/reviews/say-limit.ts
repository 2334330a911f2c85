import type { LimitExceeded } from '@loyalty/contracts';
import { formatInstant } from '@loyalty/service-host/values';

/** What was found, beside what the programme says. */
export function sayLimit({ max, found, asked, wallet, members, after, changedAt, ...limit }: LimitExceeded) {
  return {
    ...limit,
    ...(wallet !== undefined && { wallet }),
    ...(after !== undefined && { after }),
    ...(changedAt !== undefined && { changedAt: formatInstant(changedAt) }),
    max: Number(max),
    found: Number(found),
    asked: Number(asked),
    ...(members && { members: members.map((id) => ({ id })) }),
  };
}
