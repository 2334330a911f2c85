import { standsAs, type Move, type StandingChange } from '../domain/standing.js';
import { done, refuse, repeated, type Outcome } from '../domain/refusal.js';
import { refuseOtherContent } from '../domain/write.js';
import { accountOf, type StandingChanged, type StandingPorts } from './merge-members.js';
import type { MemberChange } from './ports.js';
import { recognisable, recorded, type WriteName } from './recognise-write.js';

export interface UnmergeMembers {
  readonly name: WriteName;
  /** The merge that was a mistake. */
  readonly merge: string;
  readonly reason: string;
  readonly actor: string;
}

/** Who was merged stands as before, with what was earned by their identities, before the merge and since. */
export async function unmergeMembers(command: UnmergeMembers, ports: StandingPorts): Promise<Outcome<StandingChanged>> {
  const { merge, reason, actor, name } = command;
  const asked = recognisable(ports.fingerprints, { name, operation: 'unmerge', content: { merge, reason } });
  let forgotten: readonly string[] = [];

  const outcome = await ports.records.change(async (change): Promise<Outcome<StandingChanged>> => {
    await change.holdStandings([]);
    const undone = await change.findChange(merge);
    if (undone?.kind !== 'merge') return refuse({ reason: 'merge_not_found' });
    const { member: from, other: into, undoneBy } = undone;
    const id = ports.newId();
    const first = await change.claim(recorded(asked, from, id));
    if (first) {
      const refused = refuseOtherContent(first, asked);
      return refused ? refuse(refused) : repeated({ change: first.subject, member: from });
    }
    if (undoneBy !== undefined) return refuse({ reason: 'merge_undone', unmerge: undoneBy });
    const further = (await change.openChanges('merge', [into])).find((each) => each.member === into);
    if (further) return refuse({ reason: 'merged_further', merge: further.id });

    const standing = (await change.holdStandings([into])).get(into);
    if (!standing) throw new Error('a member who was merged into stands as nobody');
    const leaving = await mergedInto(change, from);
    await change.addChange({
      id,
      kind: 'unmerge',
      member: from,
      other: into,
      undoes: merge,
      actor,
      reason,
      changedAt: ports.clock.now(),
    });
    await change.addMoves(id, await partMoves(change, { undone, holder: standsAs(standing), members: leaving }, ports));
    await change.stand(leaving, { root: from });
    forgotten = leaving;
    return done({ change: id, member: from });
  });
  for (const member of forgotten) ports.forget(member);
  ports.wakeMoves();
  return outcome;
}

/** A member and all who were merged into that one, and into those. */
export async function mergedInto(change: MemberChange, member: string): Promise<readonly string[]> {
  const found = [member];
  // A list that grows is walked to its new end.
  for (const each of found) {
    for (const merge of await change.openChanges('merge', [each])) if (merge.other === each) found.push(merge.member);
  }
  return found;
}

interface Parting {
  readonly undone: StandingChange;
  /** Whose accounts the points lie in. */
  readonly holder: string;
  readonly members: readonly string[];
}

/** In every programme, since they may have begun to earn in one while they were one. */
async function partMoves(
  change: MemberChange,
  { undone, holder, members }: Parting,
  ports: Pick<StandingPorts, 'newId' | 'clock'>,
): Promise<readonly Move[]> {
  const before = await change.movesOfChange(undone.id);
  const moves: Move[] = [];
  for (const { id: fromAccount, programme } of (await change.hold(holder))?.accounts ?? []) {
    const toAccount = await accountOf(change, { member: undone.member, programme }, ports);
    const brought = before.find((move) => move.programme === programme);
    moves.push({
      id: ports.newId(),
      programme,
      fromAccount,
      toAccount,
      members,
      whole: false,
      ...(brought && { undoes: brought.id }),
    });
  }
  return moves;
}
