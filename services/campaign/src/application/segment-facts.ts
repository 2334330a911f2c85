import { accountStream, balanceAt } from '@loyalty/ledger';
import {
  historyOf,
  sinceJoined,
  type Condition,
  type KeptPurchase,
  type MemberFacts,
  type Programme,
  type SegmentFacts,
  type WalletFacts,
} from '@loyalty/programme';
import { fromId } from '@loyalty/service-host/values';
import type { Bought } from '../domain/bought.js';
import type { CampaignPorts, FoundMember, OwnMember, PersonFacts } from './ports.js';

export type FactPorts = Pick<CampaignPorts, 'bought' | 'people' | 'tierOf' | 'store' | 'clock'>;

/** As many accounts are read from the ledger at once. */
const AT_ONCE = 25;
const SOON_MS = 30 * 86_400_000;

/** What of a member conditions ask for: nothing else is read, and nobody else is asked. */
interface Asked {
  readonly history: boolean;
  readonly tier: boolean;
  readonly wallets: boolean;
  readonly joined: boolean;
  readonly person: boolean;
}

/**
 * What segments are decided from, for many members at once, in order, as of now. Purchases come from what was read of the
 * log; points and tiers from the ledger's own streams, exactly; what is personal is asked of enrollment and kept nowhere.
 */
export async function segmentFacts(
  programme: Programme,
  { members, conditions }: { readonly members: readonly OwnMember[]; readonly conditions: readonly Condition[] },
  ports: FactPorts,
): Promise<readonly SegmentFacts[]> {
  const asked = askedBy(conditions);
  const now = ports.clock.now();
  const [bought, people, found] = await Promise.all([
    asked.history ? ports.bought.of(members.map(({ account }) => account)) : NOTHING_BOUGHT,
    asked.person
      ? ports.people.facts(members.map(({ member }) => ({ member, at: now, timeZone: programme.timeZone })))
      : [],
    asked.joined ? ports.people.find(members.map(({ member }) => ({ programme: programme.id, member }))) : [],
  ]);
  return inTurns(members, async ({ account }, at): Promise<SegmentFacts> => {
    const history = asked.history && historyOf(programme, purchasesIn(programme, bought.get(account)), now);
    return {
      member: memberFacts(programme, { person: people[at], found: found[at], now, purchases: history || undefined }),
      ...(history && { history }),
      ...(asked.tier && { tier: (await ports.tierOf(programme, account, now)) ?? 'none' }),
      ...(asked.wallets && { wallets: await walletFacts(programme, account, ports) }),
    };
  });
}

const NOTHING_BOUGHT: ReadonlyMap<string, readonly Bought[]> = new Map();

function askedBy(conditions: readonly Condition[]): Asked {
  const uses = new Set(conditions.flatMap((condition) => [...condition.uses]));
  const some = (test: (fact: string) => boolean) => [...uses].some(test);
  const isJoined = (fact: string) => fact === 'member.daysSinceJoined' || fact === 'member.monthsSinceJoined';
  const isCounted = (fact: string) => fact === 'member.purchases';
  const isOwn = (fact: string) => isJoined(fact) || isCounted(fact) || fact === 'member.known';
  return {
    history: some((fact) => fact.startsWith('history.') || isCounted(fact)),
    tier: uses.has('tier'),
    wallets: some((fact) => fact.startsWith('wallets.')),
    joined: some(isJoined),
    person: some((fact) => fact.startsWith('member.') && !isOwn(fact)),
  };
}

/** An account is of one programme; a purchase of another one would be a mistake that nobody should be rewarded for. */
function purchasesIn({ id }: Programme, bought: readonly Bought[] = []): readonly KeptPurchase[] {
  return bought.filter(({ programme }) => programme === id);
}

interface Known {
  readonly person: PersonFacts | undefined;
  readonly found: FoundMember | undefined;
  readonly purchases: { readonly purchases?: bigint | number | undefined } | undefined;
  readonly now: number;
}

function memberFacts({ timeZone }: Programme, { person, found, purchases, now }: Known): MemberFacts {
  const since = found && sinceJoined(now, found.joinedAt, timeZone);
  const { birthday, ageGroup, language, consents } = person ?? {};
  return {
    known: true,
    ...(since && { daysSinceJoined: since.days, monthsSinceJoined: since.months }),
    ...(purchases && { purchases: purchases.purchases }),
    ...(consents && { consents }),
    ...(ageGroup !== undefined && { ageGroup }),
    ...(language !== undefined && { language }),
    ...(birthday && {
      birthdayDay: birthday.includes('day'),
      birthdayWeek: birthday.includes('week'),
      birthdayMonth: birthday.includes('month'),
    }),
  };
}

/** With what is due and not booked yet as booked. */
async function walletFacts(
  { wallets }: Programme,
  account: string,
  { store, clock }: Pick<FactPorts, 'store' | 'clock'>,
): Promise<Readonly<Record<string, WalletFacts>>> {
  const stream = fromId('acc', account);
  if (stream === undefined) throw new Error(`'${account}' is no id of an account`);
  const { state } = await store.load(accountStream, stream);
  const now = clock.now();
  const standing = balanceAt(state, now);
  return Object.fromEntries(
    [...wallets.keys()].map((wallet): [string, WalletFacts] => {
      const held = standing.find((each) => each.wallet === wallet);
      const soon = (held?.expiring ?? []).filter(({ at }) => at <= now + SOON_MS);
      const expiringIn30Days = soon.reduce((sum, { points }) => sum + points, 0n);
      return [wallet, { balance: held?.available ?? 0n, pending: held?.pending ?? 0n, expiringIn30Days }];
    }),
  );
}

async function inTurns<Each, Result>(
  all: readonly Each[],
  work: (each: Each, at: number) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < all.length; from += AT_ONCE) {
    results.push(...(await Promise.all(all.slice(from, from + AT_ONCE).map((each, at) => work(each, from + at)))));
  }
  return results;
}
