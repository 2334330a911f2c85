import { OWN_SOURCE } from '@loyalty/contracts';
import { newUuid } from '@loyalty/service-host/values';
import { actionKey } from '../../domain/claims.js';
import type { AccrualPorts } from '../ports.js';
import type { ProgrammeVersion, Programmes } from '../programmes.js';
import { recordAction } from './record-action.js';

/** A member has joined, or has a birthday: enrollment knows it, and nobody reports it. */
export interface Occasion {
  /** `mem_…` */
  readonly member: string;
  /** `acc_…` */
  readonly account: string;
  readonly programme: string;
  /** `joined`, `birthday:2027`: with the member and the programme it is the action's name for ever. */
  readonly occasion: string;
  readonly occurredAt: number;
}

/** What a programme gives by itself. */
export interface ProgrammeOccasions {
  readonly programme: string;
  readonly timeZone: string;
  readonly joinedSince?: number;
  readonly hasBirthdays: boolean;
}

export interface OccasionPorts extends Pick<AccrualPorts, 'store' | 'programmes' | 'fingerprint'> {
  /** Looks for what other processes have applied. */
  readonly refresh: () => Promise<void>;
}

/**
 * Earns what the programme in force gives for it, as an action that was reported (rule 19); where it gives nothing,
 * nothing is written. Safe to call again: the member, the programme and the occasion are its key, so what was given once
 * stays as it was, also where the day is another one by now. Answers whether it was given by this call.
 */
export async function giveOccasion(given: Occasion, ports: OccasionPorts): Promise<boolean> {
  const { member, account, programme: id, occasion, occurredAt } = given;
  const action = occasion.split(':', 1)[0] ?? occasion;
  const gives = (judge: ProgrammeVersion | undefined) => judge?.programme.actions.some(({ on }) => on === action);
  // Enrollment may have heard of a version from another process.
  if (!gives(ports.programmes.inForce(id, occurredAt))) await ports.refresh();
  const judge = ports.programmes.inForce(id, occurredAt);
  if (!judge || !gives(judge)) return false;

  const sent = {
    programme: id,
    source: OWN_SOURCE,
    externalId: `${occasion}:${member}`,
    occurredAt: new Date(occurredAt).toISOString(),
    action,
  };
  const { answer } = await ports.store.execute(
    recordAction({
      sent,
      judge,
      owner: { member, account },
      purchase: undefined,
      occurredAt,
      stream: newUuid(),
      key: actionKey(id, sent),
      fingerprint: ports.fingerprint(JSON.stringify([occurredAt, action, member])),
    }),
  );
  return 'recorded' in answer && !answer.repeated;
}

/** By the newest versions; `joinedSince` is since when any of them has said it, for ever where the first one did. */
export function occasionsOf(programmes: Programmes): readonly ProgrammeOccasions[] {
  return programmes.list().flatMap(({ id, version, programme: { timeZone, actions } }) => {
    const gives = (action: string) => actions.some(({ on }) => on === action);
    if (!gives('joined') && !gives('birthday')) return [];
    const hasBirthdays = gives('birthday');
    return [{ programme: id, timeZone, hasBirthdays, ...(gives('joined') && { joinedSince: sinceOf(id, version) }) }];
  });

  function sinceOf(id: string, latest: number): number {
    for (let version = 1; version <= latest; version += 1) {
      const each = programmes.version(id, version);
      // What came before the first version is judged by it.
      if (each?.programme.actions.some(({ on }) => on === 'joined')) return version === 1 ? 0 : each.appliedAt;
    }
    throw new Error(`no version of ${id} gives anything for joining, and the newest does`);
  }
}
