import type { EarnedLot, Evaluation } from '../evaluation/evaluation.js';
import type { Programme } from '../programme.js';
import type { Instant } from '../purchase.js';
import { sayEarned } from '../text/say-earned.js';
import { LANGUAGES } from '../text/texts.js';
import type { ByWallet } from './deeds.js';
import { plainSpaces, type Findings } from './findings.js';
import { momentText, readMoment } from './moments.js';
import type { LotDocument, PointsDocument, StepDocument } from './tests-document.js';

/** What a purchase or an action earned, by wallet, by offer, by lot and in words. */
export function compareEarned(
  step: StepDocument,
  evaluation: Evaluation,
  { programme, currency, findings }: { programme: Programme; currency: string; findings: Findings },
): void {
  const { earns, offers = {}, trimmed = {}, lots, explains = {} } = step;
  if (earns) compareWallets('earns', 'earned', { expected: earns, found: earnedIn(evaluation), programme, findings });
  const partOf = (offer: string) => evaluation.explanation.filter((each) => each.offer === offer);
  for (const [offer, expected] of Object.entries(offers)) {
    const found = partOf(offer).reduce((sum, { points }) => sum + points, 0n);
    findings.compare(['offers', offer], `${offer} gives`, { expected, found });
  }
  for (const [offer, expected] of Object.entries(trimmed)) {
    const found = partOf(offer).reduce((sum, each) => sum + (each.trimmed?.points ?? 0n), 0n);
    findings.compare(['trimmed', offer], `${offer} is trimmed by`, { expected, found });
  }
  for (const [offer, said] of Object.entries(explains)) {
    for (const language of LANGUAGES) {
      const expected = said[language];
      if (expected === undefined) continue;
      const sentences = partOf(offer).map((each) => sayEarned(programme, each, { currency, language }));
      const found = plainSpaces(sentences.join(' ')) || 'nothing';
      findings.compare(['explains', offer, language], `${offer} is explained with`, { expected, found });
    }
  }
  if (lots) compareLots(lots, evaluation.lots, { programme, findings });
}

/** All wallets count: one that is not named has none. */
export function compareWallets(
  field: keyof StepDocument,
  what: string,
  { expected, found, programme, findings }: Compared,
): void {
  for (const wallet of new Set([...Object.keys(expected), ...programme.wallets.keys()])) {
    const path = wallet in expected ? [field, wallet] : [field];
    const values = { expected: expected[wallet] ?? 0, found: found.get(wallet) ?? 0n };
    findings.compare(path, `${wallet} ${what}`, values);
  }
}

interface Compared {
  readonly expected: PointsDocument;
  readonly found: ByWallet;
  readonly programme: Programme;
  readonly findings: Findings;
}

function earnedIn({ lots }: Evaluation): ByWallet {
  const earned = new Map<string, bigint>();
  for (const { wallet, points } of lots) earned.set(wallet, (earned.get(wallet) ?? 0n) + points);
  return earned;
}

function compareLots(
  expected: readonly LotDocument[],
  found: readonly EarnedLot[],
  { programme: { timeZone }, findings }: { programme: Programme; findings: Findings },
): void {
  findings.compare(['lots'], 'lots', { expected: expected.length, found: found.length });
  expected.forEach((lot, at) => {
    const other = found[at];
    if (!other) return;
    const check = (field: keyof LotDocument, is: string | bigint) => {
      const wanted = lot[field];
      const values = { expected: wanted ?? '', found: is };
      if (wanted !== undefined) findings.compare(['lots', at, field], `lot ${at + 1} ${SAYS[field]}`, values);
    };
    check('wallet', other.wallet);
    check('points', other.points);
    check('partner', other.partner ?? 'none');
    check('awaits', other.awaits?.action ?? 'nothing');
    const moment = (field: 'available' | 'expires', is: Instant | null, otherwise: string) => {
      const wanted = lot[field];
      if (wanted === undefined) return;
      const values = { expected: inZone(wanted, timeZone), found: is === null ? otherwise : momentText(is, timeZone) };
      const isDay = wanted.length === DAY_LENGTH && is !== null;
      findings.compare(['lots', at, field], `lot ${at + 1} ${SAYS[field]}`, {
        expected: values.expected,
        found: isDay ? values.found.slice(0, DAY_LENGTH) : values.found,
      });
    };
    moment('available', other.availableAt, `on ${other.awaits?.action ?? 'an action'}`);
    moment('expires', other.expiresAt, other.awaits ? `after ${other.awaits.action}` : 'never');
  });
}

const DAY_LENGTH = 10;

const SAYS: Readonly<Record<keyof LotDocument, string>> = {
  wallet: 'is in',
  points: 'has',
  partner: 'is funded by',
  available: 'is available',
  expires: 'expires',
  awaits: 'waits for',
};

/** A day stays a day: of it only the day is compared. */
function inZone(written: string, timeZone: string): string {
  if (written.length <= DAY_LENGTH) return written;
  const at = readMoment(written, timeZone);
  return at === undefined ? written : momentText(at, timeZone);
}
