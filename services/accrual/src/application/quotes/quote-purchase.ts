import type { PurchaseRecorded, ReferralJudged } from '@loyalty/contracts';
import {
  discountCards,
  discountsFor,
  growsBySpend,
  quoteNeedsOf,
  tierSummary,
  whyNot,
  type DiscountCard,
  type LineDiscount,
  type NotEarned,
  type Programme,
  type Standing,
} from '@loyalty/programme';
import { newUuid } from '@loyalty/service-host/values';
import { reject, type Rejected } from '../../domain/rejections.js';
import type { SentPurchase } from '../../domain/sent/sent-purchase.js';
import { Draft } from '../draft.js';
import type { AccrualPorts } from '../ports.js';
import { Invalid } from '../invalid.js';
import { preparePurchase } from '../purchases/prepare-purchase.js';
import type { ProgrammeVersion } from '../programmes.js';
import { quotePayment, type Redeemable } from '../paying/quote-payment.js';
import { quotedReferral } from './quoted-referral.js';
import { quotedTier, type QuotedTier } from './quoted-tier.js';
import { recognise } from '../purchases/recognise.js';
import { recordPurchase } from '../purchases/record-purchase.js';
import { NOTHING_SEEN } from '../members/see-members.js';
import { standingFor, standingOfNobody } from '../earning/standing.js';
import { ownerNow } from '../where-now.js';

/** A Purchase without what names it. */
export type SentQuote = Omit<SentPurchase, 'source' | 'externalId' | 'occurredAt' | 'receipt' | 'returns'> &
  Partial<Pick<SentPurchase, 'occurredAt'>>;

export interface Quote {
  /** What would be recorded; its ids name nothing. */
  readonly purchase: PurchaseRecorded;
  readonly judge: ProgrammeVersion;
  /** As the decision found the member; of nobody where nobody would earn. */
  readonly standing: Standing;
  readonly notEarned: readonly NotEarned[];
  readonly discounts: readonly LineDiscount[];
  /** As they would stand after the purchase. */
  readonly cards: readonly DiscountCard[];
  /** What could be spent on it now, by wallet. */
  readonly redeemable: readonly Redeemable[];
  /** What it would bring to the buyer and to who invited them; null where nobody did. */
  readonly referral: ReferralJudged | null;
  /** Null of nobody, and where the programme has no tiers. */
  readonly tier: QuotedTier | null;
}

/** What a basket would earn now: the decision of the purchase itself, of which nothing is written. */
export async function quotePurchase(sent: SentQuote, ports: AccrualPorts): Promise<Quote | Invalid | Rejected> {
  const { occurredAt = new Date(ports.clock.now()).toISOString(), ...basket } = sent;
  const unnamed = { ...basket, occurredAt, source: 'quote', externalId: newUuid() };
  const purchase = preparePurchase(unnamed, ports);
  if (purchase instanceof Invalid || 'rejected' in purchase) return purchase;
  const [buyer = reject({ reason: 'member_not_found' })] = await recognise([purchase], ports, { dryRun: true });
  if ('rejected' in buyer) return buyer;

  const { facts, judge } = purchase;
  const { programme, version, paused } = judge;
  const newest = ports.programmes.latest(judge.id) ?? judge;
  const at = Math.max(facts.occurredAt, ports.clock.now());
  const command = recordPurchase({ purchase, buyer, programmes: ports.programmes });
  const { membership, seen } = buyer.kind === 'member' ? buyer : NOBODY;
  return ports.store.preview<Quote | Rejected>({
    on: command.on,
    decide(view) {
      const { answer, appends } = command.decide(view);
      if ('rejected' in answer) return { answer, appends: [] };
      const draft = new Draft(view);
      const owner = membership && ownerNow(draft, membership);
      const standing = owner
        ? standingFor(draft, owner, { programme, version, paused, facts, seen }, quoteNeedsOf(programme))
        : standingOfNobody(paused);
      const { first } = answer;
      const tier = owner ? quotedTier(draft, { owner, appends, newest, at }) : null;
      const tierNow = tier && tierSummary(tier.now).id;
      const quote: Quote = {
        purchase: first,
        judge,
        standing,
        notEarned: first.outcome ? whyNot(programme, facts, first.outcome.explanation, standing) : [],
        discounts: discountsFor(programme, facts, standing),
        cards: cardsAfter(programme, first),
        redeemable: owner ? quotePayment(draft, { owner, facts, judge, newest, tier: tierNow }) : [],
        referral: quotedReferral(appends),
        tier,
      };
      return { answer: quote, appends: [] };
    },
  });
}

/** Where discounts grow, the outcome says what was spent with it. */
export function cardsAfter(
  programme: Programme,
  { outcome }: Pick<PurchaseRecorded, 'outcome'>,
): readonly DiscountCard[] {
  const { spent } = outcome ?? {};
  return spent === undefined || !growsBySpend(programme) ? [] : discountCards(programme, BigInt(spent));
}

const NOBODY = { membership: undefined, seen: NOTHING_SEEN };
