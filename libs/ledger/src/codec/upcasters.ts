import { eventVersion } from './encode.js';
import { type EventType, isEventType } from './event-lists.js';
import type { Json } from './wire.js';

/** From one version of an event's payload to the next. */
export type Upcaster = (payload: Json) => Json;

/**
 * Every shape that was ever written and is no more, by `Type.vN`: it makes version N + 1 of version N. An event is
 * never edited, so a line is only ever added here.
 */
export const upcasters: Readonly<Record<string, Upcaster>> = {
  'PointsEarned.v0': lotsNamedTheirOrigin,
};

export function upcast(stored: string, payload: Json, chain = upcasters): { type: EventType; payload: Json } {
  const [type = '', suffix = ''] = stored.split('.v');
  if (!isEventType(type) || !/^\d+$/.test(suffix)) throw new UnknownEvent(stored);
  let upToDate = payload;
  for (let version = Number(suffix); version !== eventVersion; version += 1) {
    const upcaster = chain[`${type}.v${version}`];
    if (!upcaster) throw new UnknownEvent(stored);
    upToDate = upcaster(upToDate);
  }
  return { type, payload: upToDate };
}

/** Written by a newer version of the product, or not by the product at all. */
export class UnknownEvent extends Error {
  override readonly name = 'UnknownEvent';

  constructor(readonly type: string) {
    super(`No version of this ledger writes ${type}`);
  }
}

/** The first draft called a Lot's id `id` and named an origin even for Lots that were made where they are. */
function lotsNamedTheirOrigin(payload: Json): Json {
  const lots = payload['lots'] as readonly (Json & { id: string; origin: { lot: string; member: string } })[];
  return {
    ...payload,
    lots: lots.map(({ id, origin, ...terms }) => ({
      lot: id,
      ...terms,
      member: origin.member,
      ...(origin.lot === id ? {} : { origin }),
    })),
  };
}
