import { decodeReturnEvent } from '@loyalty/contracts';
import type { RecordedEvent } from '@loyalty/event-store';
import { accountStream, booksOf, imbalances, type LedgerEvent } from '@loyalty/ledger';
import { tierAt, tierStateOf } from '@loyalty/programme';
import { accountStreamId } from '../application/account-book.js';
import { auditLedger } from '../application/audit/audit-ledger.js';
import { tiersOf } from '../application/tiers/tier-book.js';
import { countersStream } from '../domain/streams/counters-stream.js';
import { tiersStream } from '../domain/streams/tiers-stream.js';
import { checkQuote } from './check-quote.js';
import type { Findings } from './findings.js';
import { checkBounds } from './naive/bounds.js';
import { checkEarned, checkSumsOf } from './naive/earned.js';
import { Gifts } from './naive/gifts.js';
import { History, type Given } from './naive/history.js';
import { checkCounted, checkNothingCounts, naiveTier } from './naive/tiers.js';
import { Payments } from './naive/payments.js';
import { checkPayable, checkShare } from './naive/payable.js';
import { checkGone, checkReversed } from './naive/unwinding.js';
import type { Played } from './played.js';
import { PROGRAMME } from './random-programme.js';
import type { World } from './world.js';

type Count = (name: string) => void;

/** What has been seen of a history so far. */
export class Checking {
  private readonly history = new History();
  private readonly counterStreams = new Set<string>();
  private readonly read: number[] = [];
  private readonly lots = new Map<string, bigint>();
  private readonly payments: Payments;
  private readonly gifts: Gifts | undefined;

  constructor(
    private readonly world: World,
    private readonly count: Count,
  ) {
    this.payments = new Payments(count);
    this.gifts = world.programme.gifts && new Gifts(world.programme.gifts, count);
  }

  async afterStep(findings: Findings, played: Played): Promise<void> {
    const { programme } = this.world;
    const known = this.history.contributions.length;
    const events = await this.news();
    const given = this.history.take(events);
    const news = this.history.contributions.slice(known);
    this.countEvents(events);
    for (const each of given) {
      for (const { id, points } of each.outcome.lots) this.lots.set(id, points);
      this.countGiven(each);
      checkSumsOf(findings, each);
      checkEarned(findings, each, programme);
      checkCounted(findings, each, news);
      this.checkSeenTier(findings, each);
    }
    checkReversed(findings, ledgerEvents(events), (lot) => this.lots.get(lot) ?? 0n);
    checkGone(findings, this.history.given, false);
    this.payments.take(findings, events);
    await this.checkGifts(findings, played, events);
    const seen = { ...this.world, count: this.count };
    checkPayable(findings, played, seen);
    checkShare(findings, played, seen);
    checkBounds(findings, this.history.given, programme.bounds);
    this.checkReferred(findings);
    checkQuote(findings, played, { events, count: this.count });
  }

  private async checkGifts(findings: Findings, played: Played, events: readonly RecordedEvent[]): Promise<void> {
    const { gifts } = this;
    if (!gifts) return;
    const { ports, people, now } = this.world;
    gifts.expect(findings, played, now);
    gifts.take(findings, events);
    for (const { account } of people.memberships) {
      const { state } = await ports.store.load(accountStream, accountStreamId(account));
      gifts.check(findings, account, { state, now });
    }
  }

  /** Costs more: not after every step. */
  async tiers(findings: Findings): Promise<void> {
    const { ports, people, now } = this.world;
    const tiers = ports.programmes.latest(PROGRAMME)?.programme.tiers;
    if (!tiers) return;
    for (const { account, joinedAt } of people.memberships) {
      const { state } = await ports.store.load(tiersStream, tiersOf(account));
      const own = this.contributionsOf(account);
      const found = tierAt(tiers.rules, tierStateOf(tiers.rules, state, joinedAt), now).id ?? 'none';
      const expected = naiveTier(tiers, own, { joinedAt, at: now });
      findings.same(`${account}: tier`, expected, found);
      this.count(`tier ${expected}`);
    }
  }

  /** When everything was given back. */
  async atTheEnd(findings: Findings): Promise<void> {
    const { world, history } = this;
    checkGone(findings, history.given, true);
    this.payments.atTheEnd(findings);
    checkNothingCounts(findings, history.contributions);
    findings.same(
      'of invitations nothing is kept',
      [],
      history.referred.map(({ id }) => id),
    );
    for (const stream of this.counterStreams) await this.checkFree(findings, stream);
    for (const { account } of world.people.memberships) await this.checkAccount(findings, account);
    const audit = await auditLedger({ log: world.ports.store, programmes: world.ports.programmes });
    findings.same('the audit finds nothing', [], audit.differences);
    findings.same('the audit', { different: 0 }, { different: audit.different });
    for (let at = 0; at < audit.trusted; at += 1) this.count('audit: trusted');
    for (let at = 0; at < audit.entries; at += 1) this.count('audit: entries');
  }

  /** Of budgets and of members: what is still counted is what actions gave. */
  private async checkFree(findings: Findings, stream: string): Promise<void> {
    const { given, visits } = (await this.world.ports.store.load(countersStream, stream)).state;
    for (const [counter, windows] of given) {
      if (/(^|\/)a\d/.test(counter) || /^(wallet|transfers)\//.test(counter)) continue;
      for (const [window, points] of windows) findings.same(`${counter} ${window} is free`, 0n, points);
    }
    for (const [offer, waiting] of visits) findings.same(`${offer}: nobody waits`, [], waiting);
  }

  private async checkAccount(findings: Findings, account: string): Promise<void> {
    const { ports, programme, adjusted } = this.world;
    const stream = accountStreamId(account);
    const recorded = await ports.store.readStream(stream, 0);
    const events = recorded.map((each) => accountStream.decode(each));
    const { state } = await ports.store.load(accountStream, stream);
    findings.same(`${account}: points are conserved`, [], imbalances(booksOf(events), state));
    if (programme.clawBack === 'only_pending' || programme.expires || adjusted) return;
    const byAction = new Map<string, bigint>();
    for (const { facts, outcome, account: of, isTouched } of this.history.given)
      if (!facts && !isTouched && of === account)
        for (const { wallet, points } of outcome.lots) byAction.set(wallet, (byAction.get(wallet) ?? 0n) + points);
    for (const { wallet, inLots, owed, held, pending, shortfall } of state.wallets) {
      // What was given away is gone, and what was spent and paid for nothing that came back stays spent; what could then not be taken is the Shortfall.
      const spent = goneIn(events, wallet);
      const own = inLots - owed + held + pending - (byAction.get(wallet) ?? 0n) + spent;
      const left = (programme.paying || programme.gifts) && programme.clawBack === 'within_balance' ? shortfall : 0n;
      findings.same(`${account}: own ${wallet}`, { own: left, shortfall: left }, { own, shortfall });
    }
    this.count('an account came to nothing');
  }

  /** Each friend has brought something once, as long as it was not taken back. */
  private checkReferred(findings: Findings): void {
    const sides = new Map<string, number>();
    for (const { referral = '', id } of this.history.referred) {
      const side = `${referral} ${id.split(' ')[1] ?? ''}`;
      sides.set(side, (sides.get(side) ?? 0) + 1);
    }
    for (const [side, times] of sides) findings.same(`${side}: given once`, 1, times);
  }

  private checkSeenTier(findings: Findings, given: Given): void {
    const { facts, account, id, outcome, occurredAt, isClaimed } = given;
    const seen = outcome.explanation.flatMap(({ seen: all = [] }) => all).find(({ fact }) => fact === 'tier')?.value;
    if (!facts || seen === undefined) return;
    const version = outcome.explanation[0]?.version ?? 0;
    const tiers = this.world.ports.programmes.version(PROGRAMME, version)?.programme.tiers;
    // A bonus that counts may hang on the tier itself: then only the code knows what counted before.
    if (!tiers || (tiers.rules.inclusive && (isClaimed || /countsTowardsTier/.test(this.world.programme.document))))
      return;
    const until = this.history.contributions.findIndex((each) => each.purchase === id && each.account === account);
    const before = this.history.contributions.slice(
      0,
      until === -1 ? undefined : until + (tiers.rules.inclusive ? 1 : 0),
    );
    const joinedAt = this.world.people.memberships.find((each) => each.account === account)?.joinedAt ?? 0;
    const own = before.filter((each) => each.account === account);
    findings.same(
      `${id}: the tier that rewards it`,
      naiveTier(tiers, own, { joinedAt, at: occurredAt }),
      seen || 'none',
    );
    this.count(`rewarded by ${seen || 'none'}`);
  }

  private contributionsOf(account: string) {
    return this.history.contributions.filter((each) => each.account === account);
  }

  private async news(): Promise<readonly RecordedEvent[]> {
    const { store } = this.world.ports;
    const events: RecordedEvent[] = [];
    const heads = await store.heads();
    for (const [shard, head] of heads.entries()) {
      const from = this.read[shard] ?? 0;
      if (head > from) events.push(...(await store.readShard(shard, from, head - from)));
      this.read[shard] = head;
    }
    for (const { category, stream } of events) if (category === countersStream.name) this.counterStreams.add(stream);
    return events;
  }

  private countEvents(events: readonly RecordedEvent[]): void {
    for (const { type } of events) this.count(type.replace(/[.]v\d+$/, ''));
    for (const event of ledgerEvents(events)) {
      if (event.type !== 'PointsReversed') continue;
      this.count(`taken back ${event.policy ?? ''}`);
      if (event.shortfall.length > 0) this.count('shortfall left');
      if (event.owed.length > 0) this.count('points owed');
      if (event.expiredBefore.length > 0) this.count('expired before the return');
    }
    for (const event of events) {
      if (event.category === 'return' && decodeReturnEvent(event).type === 'ReturnKept')
        this.count('a return that came first');
    }
  }

  private countGiven({ facts, outcome: { explanation, lots }, isClaimed, referral }: Given): void {
    if (!facts) this.count(referral === undefined ? 'an action earned' : 'an invitation earned');
    if (isClaimed) this.count('a claim earned');
    if (explanation.some(({ trimmed }) => trimmed)) this.count('trimmed');
    if (facts && explanation.some(({ qualifiedBy }) => qualifiedBy)) this.count('an n-th purchase');
    if (explanation.some(({ multiplier }) => multiplier)) this.count('multiplied');
    if (explanation.some(({ offer }) => offer.startsWith('tier-'))) this.count('multiplied by tier');
    if (lots.some(({ awaits }) => awaits)) this.count('waits for an action');
    if (lots.some(({ wallet }) => wallet === 'stamps')) this.count('stamps');
    for (const { seen = [] } of explanation) for (const { fact } of seen) this.count(`saw ${fact}`);
  }
}

function ledgerEvents(events: readonly RecordedEvent[]): readonly LedgerEvent[] {
  return events.filter(({ category }) => category === accountStream.name).map((each) => accountStream.decode(each));
}

/** Spent or given away, less what came back or was given. */
function goneIn(events: readonly LedgerEvent[], wallet: string): bigint {
  let gone = 0n;
  for (const event of events) {
    const isGone = event.type === 'PointsBurned' || event.type === 'PointsTransferredOut';
    if (!isGone && event.type !== 'PointsRefunded' && event.type !== 'PointsTransferredIn') continue;
    for (const slice of event.slices) if (slice.wallet === wallet) gone += isGone ? slice.points : -slice.points;
  }
  return gone;
}
