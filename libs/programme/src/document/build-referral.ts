import { lasts } from '../calendar/duration.js';
import type { ActionOffer } from '../action-offer.js';
import type { Programme } from '../programme.js';
import type { Referral } from '../referral.js';
import { NBSP } from '../text/number-text.js';
import { offerText } from '../text/offer-text.js';
import { buildTexts } from '../text/texts.schema.js';
import { buildLineFilter, DEFAULT_BASIS } from './build-lines.js';
import { limitsOf, walletOf } from './build-offers.js';
import { buildTerms, refuseWaiting } from './build-wallet.js';
import type { Meaning } from './meaning.js';
import type { ProgrammeDocument, ReferredDocument } from './programme-document.js';
import { refuseUnprovided } from './provided.js';

interface Surroundings extends Pick<Programme, 'wallets' | 'baseRules' | 'currencies'> {
  readonly taken: readonly string[];
  readonly partners: readonly string[];
}

const POINTER = '/referral';

/** What an invitation brings to both, and what the friend must buy for it. */
export function buildReferral(
  { referral }: ProgrammeDocument,
  around: Surroundings,
  meaning: Meaning,
): Referral | null {
  if (referral === undefined) return null;
  refuseUnprovided(meaning, { pointer: POINTER, found: Object.keys(referral).join(', ') }, 'referral');
  const { qualifies = {} } = referral;
  const [main] = around.currencies.values();
  const exponent = main?.exponent ?? 2;
  const pointer = `${POINTER}/qualifies`;
  const [base] = around.baseRules;
  if (!referral.inviter && !referral.friend) {
    const message = 'A referral gives something to the one who invited, to the friend, or to both.';
    const at = { pointer: POINTER, expected: '`inviter` or `friend`', found: 'neither', atField: true };
    meaning.refuse({ ...at, code: 'incomplete', message });
  }
  return {
    inviter: referral.inviter ? buildReferred(referral.inviter, 'inviter', around, meaning) : null,
    friend: referral.friend ? buildReferred(referral.friend, 'friend', around, meaning) : null,
    qualifies: {
      spentAtLeast:
        qualifies.spentAtLeast === undefined ? 0n : meaning.decimal(`${pointer}/spentAtLeast`, exponent, 'above zero'),
      within: qualifies.within === undefined ? null : buildWithin(qualifies.within, meaning),
      // Where nothing is said: the goods of the base rule, and what is paid with points is not paid.
      lines: qualifies.lines
        ? buildLineFilter(qualifies.lines, { pointer: `${pointer}/lines`, exponent }, meaning)
        : (base?.eligibility ?? buildLineFilter({}, { pointer, exponent }, meaning)),
      basis: base?.basis ?? DEFAULT_BASIS,
    },
  };
}

function buildWithin(text: string, meaning: Meaning) {
  const within = meaning.duration(text);
  if (!lasts(within)) {
    const at = { pointer: `${POINTER}/qualifies/within`, expected: 'a duration above zero', found: text };
    meaning.refuse({ ...at, code: 'too_small', message: 'No purchase could qualify in no time.' });
  }
  return within;
}

function buildReferred(
  document: ReferredDocument,
  side: 'inviter' | 'friend',
  around: Surroundings,
  meaning: Meaning,
): ActionOffer {
  const pointer = `${POINTER}/${side}`;
  const id = `referral-${side}`;
  if (around.taken.includes(id)) {
    const at = { pointer, expected: 'no other offer of this id', found: id, atField: true };
    meaning.refuse({ ...at, code: 'repeated_id', message: `Another offer is called ${id}, as this one is.` });
  }
  if (document.partner !== undefined) meaning.name(`${pointer}/partner`, document.partner, around.partners, 'partner');
  const wallet = walletOf(document, { wallets: around.wallets, pointer }, meaning);
  const points = BigInt(document.points);
  const terms = buildTerms(document, { pointer, wallet }, meaning);
  refuseWaiting(terms, { pointer, isOwn: document.pending !== undefined }, meaning);
  const to = side === 'inviter' ? 'who_invited' : 'who_was_invited';
  const said = { kind: 'referral', points, to } as const;
  const texts =
    document.text === undefined
      ? { en: offerText(said, wallet.words, 'en'), ru: offerText(said, wallet.words, 'ru') }
      : buildTexts(document.text);
  return {
    id,
    on: 'referral',
    wallet,
    points,
    from: null,
    until: null,
    limits: [...limitsOf({ ...document, id }, pointer, meaning), ...(wallet.limits ?? [])],
    terms,
    partner: document.partner ?? null,
    text: texts.en.replaceAll(NBSP, ' '),
    texts,
  };
}
