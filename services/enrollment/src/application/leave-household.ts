import { done, refuse, repeated, type Outcome } from '../domain/refusal.js';
import type { Move } from '../domain/standing.js';
import { refuseOtherContent } from '../domain/write.js';
import { changing } from './households.js';
import { accountOf, type StandingChanged, type StandingPorts } from './merge-members.js';
import type { MemberChange } from './ports.js';
import { recognisable, recorded, type WriteName } from './recognise-write.js';

/** `own_lots`: what the member earned, before and in the household, as far as it is there. `nothing`: all stays. */
export const TAKES = ['own_lots', 'nothing'] as const;
export type Takes = (typeof TAKES)[number];

export interface LeaveHousehold {
  readonly name: WriteName;
  readonly household: string;
  readonly member: string;
  readonly takes: Takes;
  readonly reason: string;
  readonly actor: string;
}

/** From now on the member has accounts of their own again. */
export async function leaveHousehold(command: LeaveHousehold, ports: StandingPorts): Promise<Outcome<StandingChanged>> {
  const { household, member, takes, reason, actor, name } = command;
  const content = { household, member, takes, reason };
  const asked = recognisable(ports.fingerprints, { name, operation: 'leave_household', content });
  return changing(ports, async (change, about) => {
    const id = ports.newId();
    const known = await change.claim(recorded(asked, member, id));
    if (known) {
      const refused = refuseOtherContent(known, asked);
      return refused ? refuse(refused) : repeated({ change: known.subject, member });
    }
    const standing = (await change.holdStandings([member])).get(member);
    if (standing?.household !== household || standing.root !== member) {
      return refuse({ reason: 'member_not_in_household', member });
    }
    const { together } = standing;
    const joins = await change.openChanges('join', [member]);
    const joined = joins.findLast((join) => join.member === member && join.other === household);
    const undoes = joined === undefined ? {} : { undoes: joined.id };
    const changedAt = ports.clock.now();
    await change.addChange({ id, kind: 'leave', member, other: household, ...undoes, takes, actor, reason, changedAt });
    // The ledger leads who asks about the old accounts into the household's, where the points stay.
    if (takes === 'nothing') await change.retireAccounts(member, changedAt);
    const before = joined === undefined ? [] : await change.movesOfChange(joined.id);
    const parting = await partings(change, { member, household, together, before }, ports);
    if (takes === 'own_lots') await change.addMoves(id, parting);
    await change.stand(together, { root: member });
    about.push(...together);
    return done({ change: id, member });
  });
}

interface Parting {
  readonly member: string;
  readonly household: string;
  readonly together: readonly string[];
  readonly before: readonly Pick<Move, 'id' | 'programme'>[];
}

/** An account of the member's own in every programme of the household, and what would go there. */
async function partings(
  change: MemberChange,
  { member, household, together, before }: Parting,
  ports: Pick<StandingPorts, 'newId' | 'clock'>,
): Promise<readonly Move[]> {
  const moves: Move[] = [];
  for (const { id: fromAccount, programme } of (await change.hold(household))?.accounts ?? []) {
    const toAccount = await accountOf(change, { member, programme }, ports);
    const brought = before.find((move) => move.programme === programme);
    const undoes = brought === undefined ? {} : { undoes: brought.id };
    moves.push({ id: ports.newId(), programme, fromAccount, toAccount, members: together, whole: false, ...undoes });
  }
  return moves;
}
