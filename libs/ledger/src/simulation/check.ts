import { accountStream } from '../account-stream.js';
import { type Account, emptyAccount } from '../account.js';
import { bookedAt } from '../balance.js';
import type { Decision } from '../decision.js';
import type { LedgerEvent } from '../events.js';
import { evolve, fold } from '../evolve.js';
import { booksOf, imbalances } from '../postings.js';
import { type Step, type Verbs, decide } from './commands.js';
import { checkEvent, checkMovements } from './check-events.js';
import { Findings } from './findings.js';
import { copyOf } from './naive/naive-account.js';
import { settle } from './naive/naive-settle.js';
import type { NaiveDecision } from './naive/naive-verbs.js';
import { naivePortraitOf, portraitOf } from './portrait.js';
import type { Side, World } from './world.js';

const { encode, decode, snapshot } = accountStream;

/** Whether both say yes, or both no and for the same reason. */
export function checkAnswer(findings: Findings, decision: Decision, { answer }: NaiveDecision): void {
  if (decision.accepted || answer.kind !== 'refused') {
    const found = decision.accepted ? 'accepted' : `refused: ${decision.rejection.reason}`;
    findings.same('the answer', answer.kind === 'refused' ? `refused: ${answer.reason}` : 'accepted', found);
    return;
  }
  findings.same('the reason', answer.reason, decision.rejection.reason);
  for (const [name, fact] of Object.entries(answer.facts)) {
    const found = (decision.rejection as unknown as Record<string, unknown>)[name];
    findings.same(`the rejection's ${name}`, String(fact), String(found));
  }
}

/** What must hold after every accepted step, and after it is taken over. */
export function checkStep(findings: Findings, side: Side, step: Accepted): void {
  const { before, events } = step;
  for (const event of events) checkEvent(findings, event);
  checkMovements(findings, events, side.naive.movements);
  findings.same('the account', naivePortraitOf(side.naive), portraitOf(side.account));
  for (const { wallet, owed, inLots } of side.account.wallets) {
    if (owed > 0n) findings.same(`lots of ${wallet} while points are owed`, '0', String(inLots));
  }
  for (const event of events) {
    const stored = decode(encode(event));
    side.stored.push(stored);
    side.replayed = evolve(side.replayed, stored);
  }
  findings.same('the version', String(before.version + events.length), String(side.account.version));
}

export interface Accepted {
  readonly before: Account;
  readonly events: readonly LedgerEvent[];
}

const recognised = new Set<Step['verb']>(['hold', 'capture', 'voidHold', 'lapse', 'expire']);

/** Delivered twice happens once; a release is told from its Lot, of which nothing may be left. */
export function checkRepeat(findings: Findings, side: Side, { step, verbs }: { step: Step; verbs: Verbs }): void {
  if (!recognised.has(step.verb) && step.verb !== 'release') return;
  const again = decide(step, side.account, verbs);
  if (again.accepted) findings.same('events of a repeat', '', typesOf(again.events));
  else if (step.verb !== 'release') findings.same('a repeat', 'accepted', again.rejection.reason);
}

/** Deciding changes nothing that it was given: the same command on the same state, the same events. */
export function checkPurity(
  findings: Findings,
  { before, events }: Accepted,
  { step, verbs }: { step: Step; verbs: Verbs },
) {
  const again = decide(step, before, verbs);
  findings.same('the same decision, made again', bytesOf(events), again.accepted ? bytesOf(again.events) : 'refused');
}

/** What is due counts as booked, for whoever reads before the job comes. */
export function checkReading(findings: Findings, side: Side, { now }: World): void {
  const booked = copyOf(side.naive);
  settle(booked, now);
  findings.same('the account as read', naivePortraitOf(booked), portraitOf(bookedAt(side.account, now)));
}

/** A snapshot is the state, and the history goes on from it. */
export function checkSnapshot(findings: Findings, side: Side): void {
  const written = snapshot.write(side.account);
  const read = snapshot.read(written);
  findings.same('a snapshot written again', written, snapshot.write(read));
  findings.same('a snapshot of what was folded', written, snapshot.write(side.replayed));
  findings.same('the account read from its snapshot', portraitOf(side.account), portraitOf(read));
  findings.same('the account folded from its bytes', portraitOf(side.account), portraitOf(side.replayed));
  side.account = read;
}

/** The whole history of one Account at its end. */
export function checkHistory(findings: Findings, side: Side): void {
  const posted = imbalances(booksOf(side.events), side.account);
  findings.same(
    'imbalances',
    '',
    posted.map(({ wallet, book, posted: p, found }) => `${wallet} ${book} ${p} ${found}`).join(),
  );
  const portrait = portraitOf(side.account);
  findings.same('the account folded anew', portrait, portraitOf(fold(side.stored, emptyAccount)));
  for (const old of side.kept) {
    findings.same(`the account as it was at ${old.account.version}`, old.portrait, portraitOf(old.account));
    const onwards = fold(side.stored.slice(old.events), old.account);
    findings.same(`the account folded from ${old.account.version}`, portrait, portraitOf(onwards));
  }
}

function bytesOf(events: readonly LedgerEvent[]): string {
  return events.map((event) => encode(event).payload).join('\n');
}

function typesOf(events: readonly LedgerEvent[]): string {
  return events.map((event) => event.type).join(' ');
}
