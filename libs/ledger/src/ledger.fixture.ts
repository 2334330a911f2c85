import { expect } from '@jest/globals';
import { accountStream } from './account-stream.js';
import { type Account, emptyAccount, walletOf } from './account.js';
import { adjust } from './adjust.js';
import { burn } from './burn.js';
import { capture } from './capture.js';
import type { Decision } from './decision.js';
import { earn } from './earn.js';
import type { AccountMovedOut, LedgerEvent } from './events.js';
import { expire } from './expire.js';
import { fold } from './evolve.js';
import { hold } from './hold.js';
import { lapse } from './lapse.js';
import type { ClawBack, Instant, Slice } from './nouns.js';
import { moveIn, moveOut } from './move.js';
import { booksOf, imbalances } from './postings.js';
import { refund } from './refund.js';
import { release } from './release.js';
import type { Rejection } from './rejections.js';
import { reverse } from './reverse.js';
import { transferHeld } from './transfer-held.js';
import { transferIn, transferOut } from './transfer.js';
import { entries } from './tree.js';
import { type LotSketch, at, newLot, parts } from './sketch.fixture.js';
import { voidHold } from './void-hold.js';

export { at };

interface MoveSketch {
  readonly to?: string;
  readonly account?: string;
  readonly members?: readonly string[];
  readonly whole?: boolean;
}

interface Circumstances {
  readonly occurred?: string;
  readonly member?: string;
  readonly wallet?: string;
}

/**
 * One Account and its story, told in the fewest words. Every accepted step is checked for what must always hold: points
 * are conserved, the stored bytes fold to the same state, a snapshot of it is the state.
 */
export class Ledger {
  account: Account = emptyAccount;
  readonly events: LedgerEvent[] = [];
  private now: Instant;

  constructor(start = '2026-01-01') {
    this.now = at(start);
  }

  /** Moves the clock. */
  on(day: string): this {
    this.now = at(day);
    return this;
  }

  earn(lots: Record<string, LotSketch>, { occurred, member = 'mem_ann' }: Circumstances = {}): Decision {
    const { now } = this;
    const occurredAt = occurred === undefined ? now : at(occurred);
    const news = Object.entries(lots).map(([lot, sketch]) => newLot(lot, sketch, occurredAt));
    return this.step(earn({ member, purchase: 'pur_1', occurredAt, now, lots: news }, this.account));
  }

  burn(points: number | Record<string, number>, { occurred, member = 'mem_ann' }: Circumstances = {}): Decision {
    const { now } = this;
    const occurredAt = occurred === undefined ? now : at(occurred);
    return this.step(burn({ member, redemption: 'red_1', occurredAt, now, points: parts(points) }, this.account));
  }

  hold(
    id: string,
    points: number | Record<string, number>,
    lapses: string,
    { occurred }: Circumstances = {},
  ): Decision {
    const { now } = this;
    const occurredAt = occurred === undefined ? now : at(occurred);
    const command = { member: 'mem_ann', hold: id, redemption: 'red_1', lapsesAt: at(lapses), occurredAt, now };
    return this.step(hold({ ...command, points: parts(points) }, this.account));
  }

  capture(id: string, points?: number | Record<string, number>, { occurred }: Circumstances = {}): Decision {
    const { now } = this;
    const occurredAt = occurred === undefined ? now : at(occurred);
    const part = points === undefined ? {} : { points: parts(points) };
    return this.step(capture({ hold: id, occurredAt, now, ...part }, this.account));
  }

  void(id: string, { occurred }: Circumstances = {}): Decision {
    const { now } = this;
    const occurredAt = occurred === undefined ? now : at(occurred);
    return this.step(voidHold({ hold: id, occurredAt, now }, this.account));
  }

  lapse(id: string): Decision {
    return this.step(lapse({ hold: id, now: this.now }, this.account));
  }

  reverse(made: Record<string, number>, policy: ClawBack, options: Circumstances & { return?: string } = {}): Decision {
    const { now } = this;
    const { occurred, wallet = 'points', return: from = 'ret_1', member = 'mem_ann' } = options;
    const occurredAt = occurred === undefined ? now : at(occurred);
    const units = Object.entries(made).map(([lot, points]) => ({ lot, wallet, points: BigInt(points) }));
    const cause = { member, return: from, purchase: 'pur_1', policy };
    return this.step(reverse({ ...cause, occurredAt, now, made: units }, this.account));
  }

  refund(
    slices: readonly Slice[],
    { grace, occurred, burned }: { grace: string; occurred?: string; burned?: string },
  ): Decision {
    const { now } = this;
    const occurredAt = occurred === undefined ? now : at(occurred);
    const burnedAt = burned === undefined ? at('2026-01-01') : at(burned);
    const command = { member: 'mem_ann', redemption: 'red_1', burnedAt, occurredAt, now, graceEndsAt: at(grace) };
    return this.step(refund({ ...command, slices }, this.account));
  }

  adjustUp(lot: string, sketch: LotSketch, { occurred }: Circumstances = {}): Decision {
    const { now } = this;
    const occurredAt = occurred === undefined ? now : at(occurred);
    const cause = { member: 'mem_ann', adjustment: 'adj_1', reason: 'goodwill', actor: 'key_eve' };
    return this.step(adjust({ ...cause, occurredAt, now, up: newLot(lot, sketch, occurredAt) }, this.account));
  }

  adjustDown(
    points: number,
    { allowNegative, wallet = 'points', occurred }: Circumstances & { allowNegative: boolean },
  ): Decision {
    const { now } = this;
    const occurredAt = occurred === undefined ? now : at(occurred);
    const cause = { member: 'mem_ann', adjustment: 'adj_1', reason: 'mistake', actor: 'key_eve' };
    const down = { wallet, points: BigInt(points) };
    return this.step(adjust({ ...cause, occurredAt, now, down, allowNegative }, this.account));
  }

  release(
    lot: string,
    terms: { action?: string; report?: string; available: string; expires?: string; occurred?: string },
  ): Decision {
    const { now } = this;
    const { action = 'shipped', report, available, expires, occurred } = terms;
    const reported = report === undefined ? { action } : { action, report };
    const occurredAt = occurred === undefined ? now : at(occurred);
    const instants = { availableAt: at(available), expiresAt: expires === undefined ? null : at(expires) };
    return this.step(release({ lot, ...reported, occurredAt, now, ...instants }, this.account));
  }

  transferOut(points: number | Record<string, number>, { occurred }: Circumstances = {}): Decision {
    const { now } = this;
    const occurredAt = occurred === undefined ? now : at(occurred);
    const command = { transfer: 'trf_1', member: 'mem_ann', account: 'acc_ann', to: 'acc_bob', occurredAt, now };
    return this.step(transferOut({ ...command, points: parts(points) }, this.account));
  }

  transferHeld(hold: string, { to = 'acc_bob', occurred }: Circumstances & { to?: string } = {}): Decision {
    const { now } = this;
    const occurredAt = occurred === undefined ? now : at(occurred);
    const command = { transfer: 'trf_2', hold, account: 'acc_ann', to, occurredAt, now };
    return this.step(transferHeld(command, this.account));
  }

  transferIn(slices: readonly Slice[], { account = 'acc_bob', from = 'acc_ann', member = 'mem_bob' } = {}): Decision {
    const { now } = this;
    return this.step(
      transferIn({ transfer: 'trf_1', member, account, from, occurredAt: now, now, slices }, this.account),
    );
  }

  moveOut({ to = 'acc_bob', account = 'acc_ann', members = ['mem_ann'], whole = true }: MoveSketch = {}): Decision {
    const { now } = this;
    const [first = 'mem_ann', ...others] = members;
    const command = { move: 'mov_1', account, to, members: [first, ...others] as const, whole, occurredAt: now, now };
    return this.step(moveOut(command, this.account));
  }

  moveIn(out: AccountMovedOut, { account = 'acc_bob', from = 'acc_ann' } = {}): Decision {
    return this.step(moveIn({ account, from, out, now: this.now }, this.account));
  }

  expire(): Decision {
    return this.step(expire({ now: this.now }, this.account));
  }

  /** As `available held pending shortfall`. */
  balance(wallet = 'points'): string {
    const found = walletOf(this.account, wallet);
    if (!found) return 'no wallet';
    return [found.inLots - found.owed, found.held, found.pending, found.shortfall].join(' ');
  }

  /** Available Lots in burn order, as `L1 30, L3 80`. */
  lots(wallet = 'points'): string {
    return entries(walletOf(this.account, wallet)?.lots)
      .map(({ lot, points }) => `${lot} ${points}`)
      .join(', ');
  }

  private step(decision: Decision): Decision {
    if (!decision.accepted) return decision;
    this.events.push(...decision.events);
    this.account = decision.account;
    expect(imbalances(booksOf(this.events), this.account)).toEqual([]);
    const replayed = fold(this.events.map((event) => accountStream.decode(accountStream.encode(event))));
    expect(replayed).toEqual(this.account);
    const { snapshot } = accountStream;
    const written = snapshot.write(this.account);
    expect(snapshot.write(snapshot.read(written))).toBe(written);
    return decision;
  }
}

export function eventsOf(decision: Decision): readonly LedgerEvent[] {
  if (!decision.accepted) throw new Error(`refused: ${decision.rejection.reason}`);
  return decision.events;
}

/** The only event, or the last one of several. */
export function lastOf<Type extends LedgerEvent['type']>(
  decision: Decision,
  type: Type,
): Extract<LedgerEvent, { type: Type }> {
  const event = eventsOf(decision).findLast((each) => each.type === type);
  if (!event) throw new Error(`no ${type} in ${typesOf(decision)}`);
  return event as Extract<LedgerEvent, { type: Type }>;
}

export function typesOf(decision: Decision): string {
  return eventsOf(decision)
    .map((event) => event.type)
    .join(' ');
}

export function refusalOf(decision: Decision): Rejection {
  if (decision.accepted) throw new Error(`accepted: ${typesOf(decision)}`);
  return decision.rejection;
}

/** As `L1 30, L3 80`. */
export function partsOf(slices: readonly Slice[]): string {
  return slices.map(({ lot, points }) => `${lot} ${points}`).join(', ');
}
