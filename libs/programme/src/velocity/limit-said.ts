import type { Exceeded, VelocityLimit } from './velocity-limit.js';

/** A limit that was gone beyond, with its numbers of then, as an event and an answer say it. */
export interface LimitSaid
  extends Pick<VelocityLimit, 'on' | 'of' | 'within' | 'after'>, Omit<Exceeded, 'limit' | 'againAt'> {
  readonly limit: string;
  /** Of points. */
  readonly wallet?: string;
}

export function limitSaid({ limit, measure, max, found, asked, members, changedAt }: Exceeded): LimitSaid {
  const { id, on, of, within, points, after } = limit;
  return {
    limit: id,
    on,
    of,
    within,
    measure,
    ...(measure === 'points' && points && { wallet: points.wallet }),
    max,
    found,
    asked,
    ...(members && { members }),
    ...(after && { after }),
    ...(changedAt !== undefined && { changedAt }),
  };
}
