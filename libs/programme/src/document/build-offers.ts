import type { FactSchema } from '../conditions/index.js';
import type { Limit, Offer } from '../offer.js';
import type { BaseRule, Eligibility, Programme, Wallet } from '../programme.js';
import { buildEffect } from './build-effect.js';
import type { Texts } from '../text/texts.js';
import { buildTexts, type TextsDocument } from '../text/texts.schema.js';
import { buildCondition } from './build-condition.js';
import { buildFilter, buildSpan, within, type Names, type Span } from './build-filter.js';
import { buildBudget, buildCaps, buildUses } from './build-limits.js';
import { buildLineFilter, refuseOutside } from './build-lines.js';
import { buildTerms } from './build-wallet.js';
import { partnerIds } from './build-partners.js';
import type { Meaning } from './meaning.js';
import type { OfferDocument, ProgrammeDocument } from './programme-document.js';

interface Surroundings extends Pick<Programme, 'wallets' | 'baseRules' | 'currencies' | 'timeZone'> {
  readonly names: Names;
  /** The facts that conditions may name. */
  readonly schema: FactSchema;
  /** Ids that are taken, as `base` and `tier-gold`. */
  readonly taken: readonly string[];
}

interface Campaign {
  readonly span: Span;
  readonly limits: readonly Limit[];
}

/** The offers of a document, in declared order. */
export function buildOffers(document: ProgrammeDocument, around: Surroundings, meaning: Meaning): readonly Offer[] {
  const campaigns = buildCampaigns(document, around.timeZone, meaning);
  const offers = (document.offers ?? []).map((offer, index) =>
    buildOffer(offer, { ...around, pointer: `/offers/${index}`, campaigns, partners: partnerIds(document) }, meaning),
  );
  refuseRepeats(offers, around.taken, meaning);
  refuseMixedGroups(offers, meaning);
  return offers;
}

function buildCampaigns(
  document: ProgrammeDocument,
  timeZone: string,
  meaning: Meaning,
): ReadonlyMap<string, Campaign> {
  return new Map(
    Object.entries(document.campaigns ?? {}).map(([id, campaign]) => {
      const pointer = `/campaigns/${id}`;
      const counter = `campaign/${id}`;
      const limits = [
        ...buildCaps(campaign.caps, { pointer: `${pointer}/caps`, counter }, meaning),
        ...buildBudget(campaign.budget, { pointer: `${pointer}/budget`, counter }, meaning),
      ];
      return [id, { span: buildSpan(campaign, { pointer, timeZone }, meaning), limits }];
    }),
  );
}

interface Around extends Surroundings {
  readonly pointer: string;
  readonly campaigns: ReadonlyMap<string, Campaign>;
  readonly partners: readonly string[];
}

function buildOffer(document: OfferDocument, around: Around, meaning: Meaning): Offer {
  const { pointer, timeZone } = around;
  const wallet = walletOf(document, around, meaning);
  const base = around.baseRules.find((rule) => rule.wallet.id === wallet.id) ?? null;
  const [main] = around.currencies.values();
  if (!main) throw new Error('A programme without its main currency.');

  const { effect, text } = buildEffect(document.give, { pointer: `${pointer}/give`, wallet, base, main }, meaning);
  const campaign = campaignOf(document, around, meaning);
  const span = spanOf(document, campaign, { pointer, timeZone }, meaning);
  const when = (
    source: string | undefined,
    place: { readonly pointer: string; readonly scope: 'purchase' | 'line' },
  ) => (source === undefined ? null : buildCondition(source, { ...place, schema: around.schema }, meaning));
  const { partner } = document;
  if (partner !== undefined) meaning.name(`${pointer}/partner`, partner, around.partners, 'partner');
  return {
    id: document.id,
    campaign: document.campaign ?? null,
    wallet,
    base,
    lines: linesOf(document, { pointer: `${pointer}/lines`, exponent: main.exponent, base }, meaning),
    linesWhen: when(document.lines?.when, { pointer: `${pointer}/lines/when`, scope: 'line' }),
    only: buildFilter(
      document.only,
      { ...span, when: when(document.when, { pointer: `${pointer}/when`, scope: 'purchase' }) },
      { pointer: `${pointer}/only`, names: around.names },
      meaning,
    ),
    effect,
    limits: [...limitsOf(document, pointer, meaning), ...(campaign?.limits ?? []), ...(wallet.limits ?? [])],
    group: document.group ?? null,
    terms: buildTerms(document, { pointer, wallet }, meaning),
    partner: partner ?? null,
    countsTowardsTier: document.countsTowardsTier ?? false,
    ...textsOf(document.text, text),
  };
}

/** What the document says of it, else what it gives. */
export function textsOf(document: TextsDocument | undefined, otherwise: string): { text: string; texts: Texts | null } {
  if (document === undefined) return { text: otherwise, texts: null };
  const texts = buildTexts(document);
  return { text: texts.en, texts };
}

/** An offer holds while its campaign does, too; one that never would is a slip of the pen. */
function spanOf(
  document: OfferDocument,
  campaign: Campaign | undefined,
  place: { readonly pointer: string; readonly timeZone: string },
  meaning: Meaning,
): Span {
  const own = buildSpan(document, place, meaning);
  if (!campaign) return own;
  const span = within(own, campaign.span);
  // Where one of them is over before it begins, that has been said.
  if (isNever(span) && !isNever(own) && !isNever(campaign.span)) {
    const at = { pointer: `${place.pointer}/campaign`, found: document.campaign ?? '' };
    const message = 'The offer and its campaign have no day in common.';
    meaning.refuse({
      ...at,
      code: 'ends_before_it_begins',
      message,
      expected: 'a campaign that holds when the offer does',
    });
  }
  return span;
}

function isNever({ from, until }: Span): boolean {
  return from !== null && until !== null && until <= from;
}

/** The wallet that is given to; the only one, where there is one. */
export function walletOf(
  { wallet }: Pick<OfferDocument, 'wallet'>,
  { wallets, pointer }: Pick<Around, 'wallets' | 'pointer'>,
  meaning: Meaning,
): Wallet {
  const names = [...wallets.keys()];
  const [only] = wallets.values();
  if (!only) throw new Error('A programme without wallets.');
  if (wallet !== undefined) {
    const name = meaning.name(`${pointer}/wallet`, wallet, names, 'wallet');
    return wallets.get(name ?? '') ?? only;
  }
  if (names.length > 1) {
    const message = 'There are several wallets: name the one that it gives to.';
    const expected = `wallet: one of ${names.join(', ')}`;
    meaning.refuse({ pointer, code: 'wallet_required', message, expected, found: 'nothing' });
  }
  return only;
}

function campaignOf({ campaign }: OfferDocument, { campaigns, pointer }: Around, meaning: Meaning) {
  if (campaign === undefined) return undefined;
  meaning.name(`${pointer}/campaign`, campaign, [...campaigns.keys()], 'campaign');
  return campaigns.get(campaign);
}

/** Without a base rule to narrow, goods and service are looked at. */
function linesOf(
  { lines }: OfferDocument,
  { pointer, exponent, base }: { readonly pointer: string; readonly exponent: number; readonly base: BaseRule | null },
  meaning: Meaning,
): Eligibility | null {
  // A condition alone narrows nothing here: it is asked of the lines that are left.
  const narrows = lines && Object.keys(lines).some((field) => field !== 'when');
  if (!narrows && base) return null;
  if (base) refuseOutside(lines ?? {}, { pointer, eligibility: base.eligibility }, meaning);
  return buildLineFilter(lines ?? {}, { pointer, exponent }, meaning, base?.eligibility.kinds);
}

/** Its own bounds: how often, how much, and how much for all. */
export function limitsOf(
  { id, caps, uses, budget }: Pick<OfferDocument, 'id' | 'caps' | 'uses' | 'budget'>,
  pointer: string,
  meaning: Meaning,
): readonly Limit[] {
  const counter = `offer/${id}`;
  return [
    ...buildUses(uses, { pointer: `${pointer}/uses`, counter }, meaning),
    ...buildCaps(caps, { pointer: `${pointer}/caps`, counter }, meaning),
    ...buildBudget(budget, { pointer: `${pointer}/budget`, counter }, meaning),
  ];
}

/** Counters and explanations name an offer by its id. */
function refuseRepeats(offers: readonly Offer[], taken: readonly string[], meaning: Meaning): void {
  const seen = new Set(taken);
  offers.forEach(({ id }, index) => {
    if (seen.has(id)) {
      const message = id === 'base' ? 'The base rule is called `base`.' : `Another offer is called ${id}.`;
      const at = { pointer: `/offers/${index}/id`, expected: 'an id of its own', found: id };
      meaning.refuse({ ...at, code: 'repeated_id', message });
    }
    seen.add(id);
  });
}

/** Points of two wallets cannot be compared, so none of them is the best. */
function refuseMixedGroups(offers: readonly Offer[], meaning: Meaning): void {
  const wallets = new Map<string, string>();
  offers.forEach(({ group, wallet }, index) => {
    if (group === null) return;
    const first = wallets.get(group) ?? wallet.id;
    wallets.set(group, first);
    if (first === wallet.id) return;
    const message = `The group ${group} gives to ${first} already, and points of two wallets cannot be compared.`;
    const at = { pointer: `/offers/${index}/group`, expected: `an offer that gives to ${first}`, found: wallet.id };
    meaning.refuse({ ...at, code: 'group_of_several_wallets', message });
  });
}
