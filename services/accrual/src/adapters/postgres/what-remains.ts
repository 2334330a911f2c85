import type { MemberEvent } from '@loyalty/contracts';

type Joined = Extract<MemberEvent, { type: 'joined' }>;
type Attached = Extract<MemberEvent, { type: 'attached' }> & { readonly hash: Uint8Array };

export interface Remains {
  /** To be taken away first … */
  readonly erased: readonly string[];
  readonly detached: readonly string[];
  /** … and then to be written: one of a kind, the last. */
  readonly attached: readonly Attached[];
  readonly joined: readonly Joined[];
}

/** Many events of one shard, in order, as what is left to do when all of them have happened. */
export function whatRemains(events: readonly MemberEvent[]): Remains {
  const erased = new Set<string>();
  const detached = new Set<string>();
  const attached = new Map<string, Attached>();
  const joined = new Map<string, Joined>();
  for (const event of events) {
    switch (event.type) {
      case 'joined':
        joined.set(`${event.member} ${event.programme}`, event);
        break;
      case 'attached': {
        const { hash } = event;
        // Taken off since: the end of it comes later in the same shard.
        if (hash) attached.set(Buffer.from(hash).toString('latin1'), { ...event, hash });
        break;
      }
      case 'detached':
        detached.add(event.identity);
        remove(attached, ({ identity }) => identity === event.identity);
        break;
      case 'erased':
        erased.add(event.member);
        remove(attached, ({ member }) => member === event.member);
        remove(joined, ({ member }) => member === event.member);
        break;
      default:
        throw new Error(`unknown event of a member: ${String(event satisfies never)}`);
    }
  }
  return {
    erased: [...erased],
    detached: [...detached],
    attached: [...attached.values()],
    joined: [...joined.values()],
  };
}

/** Seldom enough to look at all of them. */
function remove<Value>(values: Map<string, Value>, isMeant: (value: Value) => boolean): void {
  for (const [key, value] of values) if (isMeant(value)) values.delete(key);
}
