import type { Accrual, MoveAnswer, MovePoints, Occasion, ProgrammeOccasions, WaitingClaim } from '@loyalty/accrual';
import type { accrualV1 } from '@loyalty/contracts';
import type { RpcClient, RpcHandlers } from '@loyalty/service-host';
import { answerForReviews } from './reviews.js';

type Service = typeof accrualV1.AccrualService;

/** What others ask of accrual, as it answers them in another process. */
export function answerForAccrual(accrual: Accrual): RpcHandlers<Service> {
  return {
    async claimWaiting({ joinedAt, $typeName: _type, $unknown: _unknown, ...claim }) {
      return { claimed: BigInt(await accrual.claimWaiting({ ...claim, joinedAt: Number(joinedAt) })) };
    },
    async movePoints({ fromAccount, toAccount, undoes, $typeName: _type, $unknown: _unknown, ...move }) {
      const asked = { ...move, from: fromAccount, to: toAccount, ...(undoes === undefined ? {} : { undoes }) };
      const answer = await accrual.movePoints(asked);
      if ('moved' in answer) return { moved: [...answer.moved] };
      return { held: answer.held.map(({ lapsesAt, ...hold }) => ({ ...hold, lapsesAt: BigInt(lapsesAt) })) };
    },
    async giveOccasion({ occurredAt, $typeName: _type, $unknown: _unknown, ...occasion }) {
      return { given: await accrual.giveOccasion({ ...occasion, occurredAt: Number(occurredAt) }) };
    },
    async listOccasions() {
      return {
        programmes: accrual.occasions().map(({ joinedSince, ...programme }) => ({
          ...programme,
          ...(joinedSince !== undefined && { joinedSince: BigInt(joinedSince) }),
        })),
      };
    },
    decideReview: answerForReviews((asked) => accrual.decideReview(asked)),
    async listProgrammes() {
      return { programmes: accrual.programmes.list().map(sayProgramme) };
    },
    async getProgramme({ programme }) {
      const latest = accrual.programmes.latest(programme);
      return latest ? { programme: sayProgramme(latest) } : {};
    },
    async refreshProgrammes() {
      await accrual.refreshProgrammes();
      return {};
    },
  };
}

/** The same, asked from another process. */
export interface AccrualElsewhere {
  claimWaiting(claim: WaitingClaim): Promise<void>;
  movePoints(move: MovePoints): Promise<MoveAnswer>;
  giveOccasion(occasion: Occasion): Promise<void>;
  occasions(): Promise<readonly ProgrammeOccasions[]>;
  /** Ids, in the order in which they were first applied. */
  programmes(): Promise<readonly string[]>;
  wallets(programme: string): Promise<readonly string[] | undefined>;
  documents(): Promise<readonly ProgrammeDocument[]>;
  /** Answers when it has looked for what was applied. */
  refreshProgrammes(): Promise<void>;
}

/** The newest version of a programme, byte for byte as it was applied. */
export interface ProgrammeDocument {
  readonly id: string;
  readonly version: bigint;
  readonly document: string;
}

export function askAccrual(client: RpcClient<Service>): AccrualElsewhere {
  return {
    async claimWaiting({ strangers, joinedAt, ...claim }) {
      await client.claimWaiting({ ...claim, strangers: [...strangers], joinedAt: BigInt(joinedAt) });
    },
    async movePoints({ from, to, members, ...move }) {
      const { moved, held } = await client.movePoints({
        ...move,
        fromAccount: from,
        toAccount: to,
        members: [...members],
      });
      if (held.length === 0) return { moved };
      return { held: held.map(({ hold, points, lapsesAt }) => ({ hold, points, lapsesAt: Number(lapsesAt) })) };
    },
    async giveOccasion({ occurredAt, ...occasion }) {
      await client.giveOccasion({ ...occasion, occurredAt: BigInt(occurredAt) });
    },
    async occasions() {
      return (await client.listOccasions({})).programmes.map(({ programme, timeZone, hasBirthdays, joinedSince }) => ({
        programme,
        timeZone,
        hasBirthdays,
        ...(joinedSince !== undefined && { joinedSince: Number(joinedSince) }),
      }));
    },
    async programmes() {
      return (await client.listProgrammes({})).programmes.map(({ id }) => id);
    },
    async wallets(programme) {
      return (await client.getProgramme({ programme })).programme?.wallets;
    },
    async documents() {
      return (await client.listProgrammes({})).programmes.map(({ id, version, document }) => ({
        id,
        version,
        document,
      }));
    },
    async refreshProgrammes() {
      await client.refreshProgrammes({});
    },
  };
}

function sayProgramme({ id, version, document, programme }: ReturnType<Accrual['programmes']['list']>[number]) {
  return { id, version: BigInt(version), wallets: [...programme.wallets.keys()], document };
}
