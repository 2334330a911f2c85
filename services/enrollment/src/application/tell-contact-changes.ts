import type { ReadContactChanges } from './ports.js';

/** When was this member's contact changed after an instant? */
export interface ContactQuestion {
  /** `mem_…` */
  readonly member: string;
  readonly since: number;
}

interface ContactPorts {
  readonly changes: ReadContactChanges;
  /** The bare id behind `mem_…`. */
  readonly readMemberId: (text: string) => string | undefined;
}

/** The earliest first: that it was changed, and nothing of what. Of who never was, nothing is known. */
export function tellingContactChanges({
  changes,
  readMemberId,
}: ContactPorts): (question: ContactQuestion) => Promise<readonly number[]> {
  return async ({ member, since }) => {
    const id = readMemberId(member);
    return id === undefined ? [] : changes(id, since);
  };
}
