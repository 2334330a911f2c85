import { standsAs, type Move } from '../domain/standing.js';
import { done, refuse, repeated, type Outcome } from '../domain/refusal.js';
import { refuseOtherContent } from '../domain/write.js';
import type { Clock, Fingerprints, MemberChange, MemberRecords, NewId } from './ports.js';
import { present } from './present.js';
import { recognisable, recorded, type WriteName } from './recognise-write.js';

export interface MergeMembers {
  readonly name: WriteName;
  readonly from: string;
  readonly into: string;
  readonly reason: string;
  readonly actor: string;
}

/** A change of who stands for whom, and whom it leaves to be asked for. */
export interface StandingChanged {
  readonly change: string;
  readonly member: string;
}

export interface StandingPorts {
  readonly records: MemberRecords;
  readonly fingerprints: Fingerprints;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly forget: (member: string) => void;
  readonly wakeMoves: () => void;
}

/** Two members turn out to be one: `from` stands as `into` from now on, and the ledger is asked to move the points. */
export async function mergeMembers(command: MergeMembers, ports: StandingPorts): Promise<Outcome<StandingChanged>> {
  const { from, into, reason, actor, name } = command;
  const asked = recognisable(ports.fingerprints, { name, operation: 'merge', content: { from, into, reason } });
  let forgotten: readonly string[] = [];

  const outcome = await ports.records.change(async (change): Promise<Outcome<StandingChanged>> => {
    const standings = await change.holdStandings([from, into]);
    const [one, other] = [standings.get(from), standings.get(into)];
    const id = ports.newId();
    const first = await change.claim(recorded(asked, into, id));
    if (first) {
      const refused = refuseOtherContent(first, asked);
      return refused ? refuse(refused) : repeated({ change: first.subject, member: first.member });
    }
    // In one order, so that two changes of the same members do not wait for each other.
    const members = new Map<string, Awaited<ReturnType<MemberChange['hold']>>>();
    for (const member of [from, into].toSorted()) members.set(member, await change.hold(member));
    for (const member of [into, from]) {
      const found = present(members.get(member));
      if (found.refused) return found;
    }
    if (!one || !other) throw new Error('a member who is there stands as nobody');
    if (one.root === other.root) return refuse({ reason: 'members_are_one', member: one.root });
    for (const each of [one, other]) {
      if (each.root !== each.member) return refuse({ reason: 'member_merged', member: each.member, into: each.root });
    }
    if (one.household !== undefined) {
      return refuse({ reason: 'member_in_household', member: from, household: one.household });
    }

    await change.addChange({
      id,
      kind: 'merge',
      member: from,
      other: into,
      actor,
      reason,
      changedAt: ports.clock.now(),
    });
    const household = other.household === undefined ? {} : { household: other.household };
    const accounts = members.get(from)?.accounts ?? [];
    const moves = await wholeMoves(change, { accounts, to: standsAs(other), members: one.together }, ports);
    await change.addMoves(id, moves);
    await change.stand(one.together, { root: into, ...household });
    forgotten = one.together;
    return done({ change: id, member: into });
  });
  for (const member of forgotten) ports.forget(member);
  ports.wakeMoves();
  return outcome;
}

interface WholeMoves {
  readonly accounts: readonly { readonly id: string; readonly programme: string }[];
  readonly to: string;
  readonly members: readonly string[];
}

/** Each account goes into that of the other, which is made where there is none. */
export async function wholeMoves(
  change: MemberChange,
  { accounts, to, members }: WholeMoves,
  ports: Pick<StandingPorts, 'newId' | 'clock'>,
): Promise<readonly Move[]> {
  const moves: Move[] = [];
  for (const { id: fromAccount, programme } of accounts) {
    const toAccount = await accountOf(change, { member: to, programme }, ports);
    moves.push({ id: ports.newId(), programme, fromAccount, toAccount, members, whole: true });
  }
  return moves;
}

/** Made where there is none yet. */
export async function accountOf(
  change: MemberChange,
  { member, programme }: { readonly member: string; readonly programme: string },
  { newId, clock }: Pick<StandingPorts, 'newId' | 'clock'>,
): Promise<string> {
  const known = (await change.hold(member))?.accounts.find((account) => account.programme === programme);
  if (known) return known.id;
  const id = newId();
  await change.addAccount(member, { id, programme, joinedAt: clock.now() });
  return id;
}
