import { done, refuse, repeated, type Outcome } from '../domain/refusal.js';
import type { MemberStanding } from '../domain/standing.js';
import { refuseOtherContent } from '../domain/write.js';
import { wholeMoves, type StandingChanged, type StandingPorts } from './merge-members.js';
import type { MemberChange } from './ports.js';
import { present } from './present.js';
import { recognisable, recorded, type WriteName } from './recognise-write.js';

interface Asking {
  readonly name: WriteName;
  readonly reason: string;
  readonly actor: string;
}

export interface NewHousehold extends Asking {
  /** At least one. */
  readonly members: readonly string[];
}

export interface JoinHousehold extends Asking {
  readonly household: string;
  readonly member: string;
}

/** Members pool their points: from now on each of them earns into, and spends from, the accounts of the household. */
export async function createHousehold(command: NewHousehold, ports: StandingPorts): Promise<Outcome<StandingChanged>> {
  const { members, reason, name } = command;
  const asked = recognisable(ports.fingerprints, { name, operation: 'household', content: { members, reason } });
  return changing(ports, async (change, joined) => {
    const household = ports.newId();
    const [first = household] = members;
    const known = await change.claim(recorded(asked, first, household));
    if (known) {
      const refused = refuseOtherContent(known, asked);
      return refused ? refuse(refused) : repeated({ change: known.subject, member: known.subject });
    }
    const { actor } = command;
    const at = ports.clock.now();
    await change.addHousehold(household, at);
    await change.addChange({
      id: household,
      kind: 'household',
      member: first,
      other: household,
      actor,
      reason,
      changedAt: at,
    });
    for (const member of members) {
      const refused = await joinIn(
        change,
        { ...command, household, member, id: ports.newId(), partOf: household },
        { ports, joined },
      );
      if (refused) return refused;
    }
    return done({ change: household, member: household });
  });
}

export async function joinHousehold(command: JoinHousehold, ports: StandingPorts): Promise<Outcome<StandingChanged>> {
  const { household, member, reason, name } = command;
  const content = { household, member, reason };
  const asked = recognisable(ports.fingerprints, { name, operation: 'join_household', content });
  return changing(ports, async (change, joined) => {
    const id = ports.newId();
    if ((await change.hold(household))?.isHousehold !== true) return refuse({ reason: 'household_not_found' });
    const known = await change.claim(recorded(asked, member, id));
    if (known) {
      const refused = refuseOtherContent(known, asked);
      return refused ? refuse(refused) : repeated({ change: known.subject, member: household });
    }
    const refused = await joinIn(change, { ...command, id }, { ports, joined });
    return refused ?? done({ change: id, member: household });
  });
}

interface Joining extends JoinHousehold {
  /** Of this change. */
  readonly id: string;
  readonly partOf?: string;
}

async function joinIn(
  change: MemberChange,
  { household, member, reason, actor, id, partOf }: Joining,
  { ports, joined }: { readonly ports: StandingPorts; readonly joined: string[] },
): Promise<Outcome<never> | undefined> {
  const standing = (await change.holdStandings([member])).get(member);
  const found = present(await change.hold(member));
  if (found.refused) return found;
  const refused = standing && whyNot(standing);
  if (!standing || refused) return refused ?? refuse({ reason: 'member_not_found' });
  const facts = { id, kind: 'join' as const, member, other: household, actor, reason, changedAt: ports.clock.now() };
  await change.addChange(partOf === undefined ? facts : { ...facts, partOf });
  const { together } = standing;
  const moves = await wholeMoves(change, { accounts: found.done.accounts, to: household, members: together }, ports);
  await change.addMoves(id, moves);
  await change.stand(together, { root: member, household });
  joined.push(...together);
  return undefined;
}

function whyNot({ member, root, household }: MemberStanding): Outcome<never> | undefined {
  if (root !== member) return refuse({ reason: 'member_merged', member, into: root });
  return household === undefined ? undefined : refuse({ reason: 'member_in_household', member, household });
}

/** One change of who stands for whom at a time; whoever it is about is forgotten, and the ledger is asked. */
export async function changing(
  ports: StandingPorts,
  work: (change: MemberChange, about: string[]) => Promise<Outcome<StandingChanged>>,
): Promise<Outcome<StandingChanged>> {
  const about: string[] = [];
  const outcome = await ports.records.change(async (change) => {
    await change.holdStandings([]);
    return work(change, about);
  });
  for (const member of about) ports.forget(member);
  ports.wakeMoves();
  return outcome;
}
