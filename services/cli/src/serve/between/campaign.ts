import { countersStream, type Members, type Segments, tiersStream } from '@loyalty/accrual';
import type { CampaignSegments, Given, People, Policy, TierOf } from '@loyalty/campaign';
import { budgetStreamId, type campaignV1, derivedStream } from '@loyalty/contracts';
import type { EventStore } from '@loyalty/event-store';
import { tierAt, tierStateOf } from '@loyalty/programme';
import type { RpcClient, RpcHandlers } from '@loyalty/service-host';

type Service = typeof campaignV1.CampaignService;

/** What others ask of campaign, as it answers them in another process. */
export function answerForCampaign(segments: CampaignSegments): RpcHandlers<Service> {
  return {
    async segments({ questions }) {
      const asked = questions.map(({ programme, version, member, account }) => {
        return { programme, version: Number(version), member, account };
      });
      return { answers: (await segments.of(asked)).map((found) => ({ segments: [...found] })) };
    },
  };
}

/** The same, asked from another process. */
export function askCampaign(client: RpcClient<Service>): Segments {
  return {
    async of(questions) {
      const asked = questions.map((question) => ({ ...question, version: BigInt(question.version) }));
      const { answers } = await client.segments({ questions: asked });
      return answers.map(({ segments }) => new Set(segments));
    },
  };
}

/** Members as campaign wants to know them. */
export function peopleOf({ resolve, facts }: Pick<Members, 'resolve' | 'facts'>, page: People['page']): People {
  return {
    facts,
    page,
    async find(asked) {
      const answers = await resolve(
        asked.map(({ programme, member }) => ({ programme, identity: { kind: 'id', value: member } })),
      );
      return answers.map((answer) => {
        if (!('membership' in answer)) return undefined;
        const { account, joinedAt } = answer.membership;
        return { account, joinedAt };
      });
    },
  };
}

/** Tiers, by what accrual counts towards them in the ledger. */
export function tierOf(store: EventStore): TierOf {
  return async ({ tiers }, account, at) => {
    if (!tiers) return undefined;
    const { state } = await store.load(tiersStream, derivedStream(`tiers:${account}`));
    return tierAt(tiers.rules, tierStateOf(tiers.rules, state, at), at).id ?? undefined;
  };
}

/** What budgets have given, by the counters that accrual keeps in the ledger. */
export function givenOf(store: EventStore): Given {
  return async (programme, counters) => {
    const given = new Map<string, bigint>();
    for (const counter of counters) {
      const { state } = await store.load(countersStream, budgetStreamId(programme, counter));
      given.set(counter, state.given.get(counter)?.get('ever') ?? 0n);
    }
    return given;
  };
}

const DEMANDS: ReadonlySet<string> = new Set(['required', 'none']);

/** What the installation asks of changes: `LOYALTY_PROGRAMME_APPROVAL` and `LOYALTY_PROGRAMME_TESTS`, each `required` or `none`. */
export function policyFrom(environment: NodeJS.ProcessEnv): Policy {
  const demand = (name: string) => {
    const said = environment[name] ?? 'none';
    if (!DEMANDS.has(said)) throw new Error(`set ${name} to required or none`);
    return said === 'required' ? 'required' : 'none';
  };
  return { approval: demand('LOYALTY_PROGRAMME_APPROVAL'), tests: demand('LOYALTY_PROGRAMME_TESTS') };
}

/** Whether it asks for anything; accrual's own door, which can ask for nothing, is then closed. */
export function asksForMore({ approval, tests }: Policy): boolean {
  return approval === 'required' || tests === 'required';
}
