/** An event as the store keeps it: name with version, and JSON text. */
export interface StoredEvent {
  readonly type: string;
  readonly payload: string;
}

/**
 * Reads one version of an event. An event is never edited: a change is a new version, and the old one's reader stays
 * here for ever and returns what the new one would have said.
 */
export type Upcaster<Event> = (payload: unknown) => Event;

/** @throws when the log holds an event of a type or a version that this build has never heard of. */
export function decodeWith<Event>(upcasters: Readonly<Record<string, Upcaster<Event>>>, stored: StoredEvent): Event {
  const upcaster = upcasters[stored.type];
  if (!upcaster) throw new Error(`no reader for events of type ${stored.type}`);
  return upcaster(JSON.parse(stored.payload));
}
