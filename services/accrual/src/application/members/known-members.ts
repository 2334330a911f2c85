import { identityShown, type Identity } from '@loyalty/contracts';
import type { CopyAge } from './copy-age.js';
import type { Enrolment, Members, Membership, Question, Recognised } from '../ports.js';
import type { RememberedMembers } from './remembered-members.js';

/** Somebody at a till, as a copy can look for them: by the hash of what they show, or by the member's bare id. */
export type Who =
  { readonly hash: Buffer; readonly member?: never } | { readonly member: string; readonly hash?: never };

export type Sought = Who & { readonly programme: string };

/** A membership, and the bare id by which its member is forgotten again. */
export interface Known {
  readonly memberId: string;
  readonly membership: Membership;
}

export interface KnownMembersPorts {
  /** Enrollment: right at any moment, and not always there. */
  readonly elsewhere: Members;
  /** The copy's rows; in order, undefined for whom it does not know. */
  readonly look: (sought: readonly Sought[]) => Promise<readonly (Known | undefined)[]>;
  readonly remembered: RememberedMembers;
  readonly age: Pick<CopyAge, 'ms'>;
  /** Whether enrollment could not be asked when it was asked last. */
  readonly isAway: () => boolean;
  readonly isOutage: (error: unknown) => boolean;
  readonly hash: (identity: Identity) => Buffer;
  /** The bare id behind `mem_…`. */
  readonly readMemberId: (text: string) => string | undefined;
  readonly bounds?: Partial<CopyBounds>;
  /** How many were recognised by what, for an operator. */
  readonly onRecognised?: (by: 'memory' | 'copy' | 'enrollment', members: number) => void;
}

export interface CopyBounds {
  /** While enrollment can be asked the copy answers only if it was right so long ago. */
  readonly ageMsMax: number;
  /** While it cannot be asked the copy answers alone for so long. */
  readonly aloneMsMax: number;
}

const HOUR_MS = 3_600_000;
export const COPY_BOUNDS: CopyBounds = { ageMsMax: 2_000, aloneMsMax: 24 * HOUR_MS };

/**
 * Members by a copy of who is who, which is allowed to be late and never to be wrong for long. It answers for whom it
 * knows; everybody else is asked for at enrollment. Where it may be too old, enrollment is asked for everybody, and only
 * if that cannot be asked does the copy speak alone.
 */
export function knownMembers(ports: KnownMembersPorts): Members {
  const { elsewhere } = ports;
  return {
    // The copy knows nothing of a person but hashes.
    facts: (questions) => elsewhere.facts(questions),
    resolve: (questions) =>
      answer(questions, ports, {
        ask: (missing) => elsewhere.resolve(missing),
        fromCopy: (membership): Recognised => ({ membership }),
        membershipOf: (recognised) => ('membership' in recognised ? recognised.membership : undefined),
      }),
    enrol: (enrolments: readonly Enrolment[]) =>
      answer(enrolments, ports, {
        ask: (missing) => elsewhere.enrol(missing),
        fromCopy: (membership) => membership,
        membershipOf: (membership) => membership,
      }),
  };
}

interface Road<Asked, Answered> {
  readonly ask: (missing: readonly Asked[]) => Promise<readonly Answered[]>;
  readonly fromCopy: (membership: Membership) => Answered;
  readonly membershipOf: (answered: Answered) => Membership | undefined;
}

async function answer<Asked extends Question, Answered>(
  asked: readonly Asked[],
  ports: KnownMembersPorts,
  road: Road<Asked, Answered>,
): Promise<readonly Answered[]> {
  const { ageMsMax, aloneMsMax } = { ...COPY_BOUNDS, ...ports.bounds };
  const sought = asked.map((question) => seek(question, ports));
  const isCurrent = ports.age.ms <= ageMsMax;
  const mayBeAlone = () => ports.age.ms <= aloneMsMax;
  if (isCurrent || (ports.isAway() && mayBeAlone())) return copyFirst(asked, sought, ports, road);
  try {
    return await askElsewhere(asked, sought, ports, road);
  } catch (error) {
    if (!ports.isOutage(error) || !mayBeAlone()) throw error;
    const known = await find(sought, ports);
    const answers = known.flatMap((one) => (one ? [road.fromCopy(one)] : []));
    if (answers.length < asked.length) throw error;
    return answers;
  }
}

async function copyFirst<Asked extends Question, Answered>(
  asked: readonly Asked[],
  sought: readonly (Sought | undefined)[],
  ports: KnownMembersPorts,
  road: Road<Asked, Answered>,
): Promise<readonly Answered[]> {
  const known = await find(sought, ports);
  const isMissing = (_: unknown, at: number) => known[at] === undefined;
  const missing = asked.filter(isMissing);
  if (missing.length === 0) return known.flatMap((one) => (one ? [road.fromCopy(one)] : []));
  const asks = (await askElsewhere(missing, sought.filter(isMissing), ports, road)).values();
  return known.map((one) => (one ? road.fromCopy(one) : next(asks)));
}

async function askElsewhere<Asked extends Question, Answered>(
  asked: readonly Asked[],
  sought: readonly (Sought | undefined)[],
  { remembered, readMemberId, onRecognised }: KnownMembersPorts,
  { ask, membershipOf }: Road<Asked, Answered>,
): Promise<readonly Answered[]> {
  const { epoch } = remembered;
  const answers = await ask(asked);
  for (const [at, answered] of answers.entries()) {
    const [who, membership] = [sought[at], membershipOf(answered)];
    const memberId = membership && readMemberId(membership.member);
    if (who && membership && memberId !== undefined) remembered.keep(epoch, who, { memberId, membership });
  }
  onRecognised?.('enrollment', answers.length);
  return answers;
}

/** In memory, then in the copy's rows. */
async function find(
  sought: readonly (Sought | undefined)[],
  { remembered, look, onRecognised }: KnownMembersPorts,
): Promise<readonly (Membership | undefined)[]> {
  const found = sought.map((one) => one && remembered.find(one));
  const missing = sought.flatMap((one, at) => (one && !found[at] ? [{ one, at }] : []));
  onRecognised?.('memory', sought.length - missing.length);
  if (missing.length === 0) return found;

  const { epoch } = remembered;
  const rows = await look(missing.map(({ one }) => one));
  let recognised = 0;
  for (const [index, { one, at }] of missing.entries()) {
    const known = rows[index];
    if (!known) continue;
    found[at] = known.membership;
    recognised += 1;
    remembered.keep(epoch, one, known);
  }
  onRecognised?.('copy', recognised);
  return found;
}

/** Undefined for an id that no member can have: enrollment says so. */
function seek({ programme, identity }: Question, { hash, readMemberId }: KnownMembersPorts): Sought | undefined {
  const { kind, value } = identity;
  if (kind !== 'id') return { programme, hash: hash(identityShown({ kind, value })) };
  const member = readMemberId(value);
  return member === undefined ? undefined : { programme, member };
}

function next<T>(answers: Iterator<T, undefined>): T {
  const { value, done } = answers.next();
  if (done === true) throw new Error('fewer answers than questions');
  return value;
}
