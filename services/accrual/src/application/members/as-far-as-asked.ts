import { outageProblem } from '@loyalty/service-host/values';

/** Who this is could not be asked: the world was in the way. */
export class Unasked {
  constructor(readonly cause: unknown) {}
}

/**
 * Asks for many at once. Where that fails because somebody is away, each is asked for alone: for one whom nobody but the
 * other knows, all others need not wait.
 */
export async function asFarAsAsked<Asked, Answered>(
  asked: readonly Asked[],
  ask: (some: readonly Asked[]) => Promise<readonly Answered[]>,
): Promise<readonly (Answered | Unasked | undefined)[]> {
  if (asked.length === 0) return [];
  try {
    return await ask(asked);
  } catch (error) {
    if (outageProblem(error) === undefined) throw error;
    if (asked.length === 1) return [new Unasked(error)];
    return (await Promise.all(asked.map((one) => asFarAsAsked([one], ask)))).flat();
  }
}
