import { giftStream, type ReviewEvent } from '@loyalty/contracts';
import type { RecordedEvent } from '@loyalty/event-store';
import { type Account, accountStream, type LedgerEvent, type Slice } from '@loyalty/ledger';
import { toId } from '@loyalty/service-host';
import { Rejected } from '../../domain/rejections.js';
import { type Findings, textOf } from '../findings.js';
import type { GiftPlayed, Played } from '../played.js';
import { GiftLimits, type GiftWords } from './gift-limits.js';
import { Purses } from './purses.js';

interface Gift {
  readonly giver: string;
  readonly receiver: string;
  /** What was set aside, or went at once. */
  readonly slices: readonly Slice[];
  /** Until when a person may decide; null: it went at once. */
  readonly lapsesAt: number | null;
  status: 'open' | 'given' | 'rejected' | 'lapsed';
  /** Lots of the receiver. */
  landed: readonly string[];
}

interface Moving {
  readonly slices: readonly Slice[];
}

type Count = (name: string) => void;
/** So long what is given where nobody decides waits for the job. */
const JOB_MS = 31 * 24 * 3_600_000;

/**
 * Gifts between members, held or not, followed by nothing but events: what is foretold of each comes of it, whatever is
 * decided moves the very slices that were set aside, and they come with their expiry or are back where they were.
 */
export class Gifts {
  private readonly gifts = new Map<string, Gift>();
  private readonly aside = new Map<string, Extract<LedgerEvent, { type: 'PointsHeld' }>>();
  private readonly gone = new Map<string, Extract<LedgerEvent, { type: 'PointsTransferredOut' }>>();
  private readonly purses = new Purses();
  private readonly limits: GiftLimits;

  constructor(
    private readonly words: GiftWords,
    private readonly count: Count,
  ) {
    this.limits = new GiftLimits(words);
  }

  /** Before the events of a step are taken: what it was to come to. */
  expect(findings: Findings, { gift, answer }: Played, now: number): void {
    for (const each of this.gifts.values()) {
      if (each.status !== 'open' || each.lapsesAt === null || this.endsAt(each.lapsesAt) > now) continue;
      each.status = 'lapsed';
      this.count('a gift undecided, kept');
    }
    if (!gift) return;
    const expected = this.foretell(gift, now);
    const found = outcomeOf(answer);
    findings.same(`${gift.kind}: as the words say`, expected ?? found, found);
    if (gift.kind === 'decide') this.count(`a verdict: ${found}`);
    if (gift.kind !== 'give' || typeof answer !== 'object' || answer === null) return;
    const { held, out } = answer as { held?: Moving & { hold: string }; out?: Moving & { transfer: string } };
    const [transfer, moving] = [held?.hold ?? out?.transfer, held ?? out];
    if (transfer === undefined || !moving) return;
    findings.same(`${transfer}: is all that was asked for`, gift.points, sumOf(moving.slices));
    this.limits.count(transfer, { ...gift, at: now });
  }

  /** What goes before what comes, and both before what is said of them: accounts lie in several shards, which are read one by one. */
  take(findings: Findings, events: readonly RecordedEvent[]): void {
    const moves = events
      .filter(({ category }) => category === accountStream.name)
      .map((recorded) => ({ account: toId('acc', recorded.stream), event: accountStream.decode(recorded) }));
    const came = moves.filter(({ event }) => event.type === 'PointsTransferredIn');
    for (const { account, event } of [...moves.filter((each) => !came.includes(each)), ...came])
      this.takeMove(findings, account, event);
    for (const recorded of events)
      if (recorded.category === giftStream.name)
        this.takeReview(findings, toId('trf', recorded.stream), giftStream.decode(recorded));
    for (const { account, event } of moves) this.purses.take(findings, account, event);
  }

  check(findings: Findings, account: string, at: { readonly state: Account; readonly now: number }): void {
    this.purses.check(findings, account, at);
  }

  /** Undefined: that depends on more than is known here. */
  private foretell(played: GiftPlayed, now: number): string | undefined {
    switch (played.kind) {
      case 'give':
        return this.limits.foretell({ ...played, at: now });
      case 'book': {
        const due = [...this.gifts.values()].filter(
          ({ status, lapsesAt }) => status === 'open' && lapsesAt !== null && lapsesAt <= now,
        );
        return String(due.length);
      }
      case 'undo': {
        const gift = this.gifts.get(played.transfer);
        if (gift?.status === 'open') return 'transfer_in_review';
        if (gift?.status !== 'given') return 'transfer_not_given';
        return this.purses.leftOf(gift.receiver, gift.landed, now) === 0n ? 'transfer_spent' : undefined;
      }
      case 'decide': {
        const { status, lapsesAt } = this.gifts.get(played.transfer) ?? { status: 'given', lapsesAt: null };
        const isRelease = played.verdict === 'release';
        if (status === 'open' && lapsesAt !== null && lapsesAt > now)
          return isRelease && played.isOwn ? 'refused' : 'decided';
        return status === (isRelease ? 'given' : 'rejected') ? 'repeated' : 'closed';
      }
    }
  }

  private endsAt(lapsesAt: number): number {
    return this.words.isGivenUndecided ? lapsesAt + JOB_MS : lapsesAt;
  }

  private takeMove(findings: Findings, account: string, event: LedgerEvent): void {
    if (event.type === 'PointsHeld' && event.redemption === undefined) this.aside.set(event.hold, event);
    else if (event.type === 'HoldReleased') this.takeBack(findings, event);
    else if (event.type === 'PointsTransferredOut') this.takeOut(findings, account, event);
    else if (event.type === 'PointsTransferredIn') this.takeIn(findings, account, event);
  }

  private takeBack(findings: Findings, event: Extract<LedgerEvent, { type: 'HoldReleased' }>): void {
    const gift = this.gifts.get(event.hold);
    if (!gift) return;
    findings.same(`${event.hold}: the same slices are back`, gift.slices, event.slices);
    if (event.cause === 'lapsed') {
      findings.same(`${event.hold}: lapses when nobody decides`, 'lapsed', gift.status);
      findings.same(`${event.hold}: lapses to the instant`, this.endsAt(gift.lapsesAt ?? 0), event.occurredAt);
    } else {
      findings.same(`${event.hold}: is back by a verdict alone`, ['open', 'rejected'], [gift.status, event.cause]);
    }
  }

  private takeOut(
    findings: Findings,
    account: string,
    event: Extract<LedgerEvent, { type: 'PointsTransferredOut' }>,
  ): void {
    const { transfer, hold, slices } = event;
    const known = this.gifts.get(transfer);
    this.gone.set(transfer, event);
    if (hold !== undefined) {
      findings.same(`${transfer}: is given once, by its giver`, ['open', known?.giver], [known?.status, account]);
      findings.same(`${transfer}: the same slices go`, known?.slices, slices);
    } else if (known) {
      findings.same(`${transfer}: comes back from who has it`, ['given', known.receiver], [known.status, account]);
    } else {
      const one = { giver: account, receiver: event.to, slices, lapsesAt: null, landed: [] } as const;
      this.gifts.set(transfer, { ...one, status: 'given' });
    }
  }

  private takeIn(
    findings: Findings,
    account: string,
    event: Extract<LedgerEvent, { type: 'PointsTransferredIn' }>,
  ): void {
    const { transfer, slices } = event;
    const [gift, out] = [this.gifts.get(transfer), this.gone.get(transfer)];
    if (!gift || !out) return findings.same(`${transfer}: goes before it comes`, true, false);
    findings.same(`${transfer}: what goes comes`, [out.to, sumOf(out.slices)], [account, sumOf(slices)]);
    if (account === gift.giver) {
      const terms = ({ lot, wallet, earnedAt, expiresAt }: Slice) => textOf([lot, wallet, earnedAt, expiresAt]);
      const own = gift.slices.map(terms);
      findings.same(
        `${transfer}: is back in its lots`,
        [],
        slices.map(terms).filter((each) => !own.includes(each)),
      );
      this.limits.leaveRoom(transfer, sumOf(slices));
      return this.count('a gift taken back');
    }
    const terms = ({ wallet, points, earnedAt, expiresAt }: Slice) => [wallet, points, earnedAt, expiresAt];
    findings.same(`${transfer}: comes with its terms`, gift.slices.map(terms), slices.map(terms));
    gift.status = 'given';
    gift.landed = slices.map(({ lot }) => lot);
    const isOver = slices.some(({ expiresAt }) => expiresAt !== null && expiresAt <= event.occurredAt);
    this.count(
      isOver ? 'a gift that was over when it came' : gift.lapsesAt === null ? 'a gift at once' : 'a gift given late',
    );
  }

  private takeReview(findings: Findings, transfer: string, event: ReviewEvent): void {
    const gift = this.gifts.get(transfer);
    if (event.type === 'ReviewOpened') {
      const held = this.aside.get(transfer);
      const { lapsesAt, account, gift: to, occurredAt } = event;
      findings.same(`${transfer}: so long a person may decide`, occurredAt + this.words.reviewMs, lapsesAt);
      findings.same(`${transfer}: so long it is set aside`, this.endsAt(lapsesAt), held?.lapsesAt);
      this.gifts.set(transfer, {
        giver: account,
        receiver: to?.to ?? '',
        slices: held?.slices ?? [],
        lapsesAt,
        status: 'open',
        landed: [],
      });
      return this.count('a gift held');
    }
    const isByNobody = 'actor' in event && event.actor === 'programme';
    const isOver = event.occurredAt >= (gift?.lapsesAt ?? 0);
    findings.same(`${transfer}: people decide in time, nobody after it`, isOver, isByNobody);
    if (event.type === 'ReviewReleased') {
      findings.same(`${transfer}: is given with its verdict`, 'given', gift?.status);
      return this.count(isByNobody ? 'a gift undecided, given' : 'a gift approved');
    }
    findings.same(`${transfer}: is rejected while it waits`, 'open', gift?.status);
    if (gift) {
      gift.status = 'rejected';
      this.limits.leaveRoom(transfer, sumOf(gift.slices));
    }
    this.count('a gift refused');
  }
}

const sumOf = (slices: readonly Slice[]): bigint => slices.reduce((total, { points }) => total + points, 0n);

function outcomeOf(answer: unknown): string {
  if (answer instanceof Rejected) {
    const { rejection } = answer;
    return rejection.reason === 'ledger_refused' ? rejection.by.reason : rejection.reason;
  }
  if (typeof answer !== 'object' || answer === null) return String(answer);
  if ('status' in answer) return String(answer.status);
  return 'held' in answer ? 'held' : 'given';
}
