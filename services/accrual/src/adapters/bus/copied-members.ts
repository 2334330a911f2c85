import { identityText } from '@loyalty/contracts';
import { counter, fromId, gauge, hmacSha256, outageProblem } from '@loyalty/service-host';
import type { Pool } from 'pg';
import { CopyAge } from '../../application/members/copy-age.js';
import { knownMembers } from '../../application/members/known-members.js';
import type { Members } from '../../application/ports.js';
import { RememberedMembers } from '../../application/members/remembered-members.js';
import type { MemberCopyOptions } from '../../accrual-options.js';
import { memberCopyInPostgres } from '../postgres/member-copy.js';
import { MemberFollower } from './member-follower.js';

/** Each takes about half a kilobyte. */
const REMEMBERED_MAX = 100_000;

const recognised = counter('accrual_members_recognised_total', 'Buyers that were recognised, and by what', ['by']);
const ageSeconds = gauge(
  'accrual_member_copy_age_seconds',
  'How long ago the copy of who is who was as enrollment had it; -1 where it never was',
);
const AGE_EVERY_MS = 1_000;

export interface CopiedMembers {
  readonly members: Members;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface CopiedMembersPorts {
  readonly copy: MemberCopyOptions;
  readonly elsewhere: Members;
  readonly pool: Pool;
  readonly onError: (error: unknown) => void;
}

/** Members by accrual's own copy of who is who, and by enrollment for whom it does not know. */
export function copiedMembers({ copy: options, elsewhere, pool, onError }: CopiedMembersPorts): CopiedMembers {
  const now = () => performance.timeOrigin + performance.now();
  const mac = hmacSha256(options.recognitionKey);
  const remembered = new RememberedMembers(REMEMBERED_MAX);
  const age = new CopyAge(now);
  const copy = memberCopyInPostgres(pool);
  const { source, shards } = options;
  const follower = new MemberFollower({ source, shards, copy, remembered, age, now, onError });
  let timer: NodeJS.Timeout | undefined;
  return {
    members: knownMembers({
      elsewhere,
      look: (sought) => copy.look(sought),
      remembered,
      age,
      isAway: () => follower.isAway(),
      isOutage: (error) => outageProblem(error) !== undefined,
      hash: (identity) => Buffer.from(mac(identityText(identity), 'binary'), 'latin1'),
      readMemberId: (id) => fromId('mem', id),
      ...(options.bounds && { bounds: options.bounds }),
      onRecognised: (by, count) => recognised.inc({ by }, count),
    }),
    async start() {
      await follower.start();
      timer = setInterval(() => ageSeconds.set(Number.isFinite(age.ms) ? age.ms / 1_000 : -1), AGE_EVERY_MS);
      timer.unref();
    },
    async stop() {
      clearInterval(timer);
      await follower.stop();
    },
  };
}
