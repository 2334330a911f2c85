import type { Random } from '@loyalty/ledger/simulation';
import { decimal, money } from './decimals.js';
import { CONDITIONS } from './random-conditions.js';
import { BoundsMaker, type Bound } from './random-bounds.js';
import { randomGifts } from './random-gifts.js';
import { randomReferral } from './random-referral.js';
import { randomPaying } from './random-paying.js';
import { randomTiers } from './random-tiers.js';
import type { GiftWords } from './naive/gift-limits.js';
import type { PayingWords } from './naive/payable.js';

/** A random programme as a document, and what of it is checked from outside. */
export interface RandomProgramme {
  readonly document: string;
  readonly bounds: readonly Bound[];
  /** Multipliers of every line that always hold, in ten-thousandths, in declared order. */
  readonly plainFactors: readonly { readonly offer: string; readonly factor: bigint }[] | undefined;
  /** Offers that give the same to whoever buys anything. */
  readonly fixed: readonly { readonly offer: string; readonly points: bigint; readonly spentAtLeast: bigint }[];
  readonly base: { readonly points: bigint; readonly perMinor: bigint; readonly rounding: 'down' | 'up' | 'half-up' };
  readonly clawBack: 'unlimited' | 'within_balance' | 'only_pending';
  readonly expires: boolean;
  readonly actions: readonly string[];
  /** What points pay; undefined: payments are recorded as they are sent. */
  readonly paying: PayingWords | undefined;
  /** How much members may give to each other; undefined: they give nothing. */
  readonly gifts: GiftWords | undefined;
}

export const PROGRAMME = 'simulated';
export const CATEGORIES = ['TEA', 'MUG', 'WINE'] as const;
export const SEGMENTS = ['regulars', 'sleepers'] as const;
export const CAMPAIGN = 'spring';

/** Offers of every kind, bounds, tiers with each period and policy, terms, actions, discounts and segments. */
export class ProgrammeMaker {
  private readonly bounds: BoundsMaker;
  private readonly fixed: { offer: string; points: bigint; spentAtLeast: bigint }[] = [];
  private factors: { offer: string; factor: bigint }[] | undefined = [];
  private expires = false;
  private readonly ofCampaign: string[] = [];
  private readonly hasStamps: boolean;
  private readonly hasTiers: boolean;
  private readonly hasCampaign: boolean;

  constructor(private readonly random: Random) {
    this.bounds = new BoundsMaker(random);
    this.hasStamps = random.chance(40);
    this.hasTiers = random.chance(65);
    this.hasCampaign = random.chance(50);
  }

  make(): RandomProgramme {
    const { random } = this;
    const base = {
      points: random.points(1, 5),
      perMinor: BigInt(random.pick([50, 100, 150, 1000]) ?? 100),
      rounding: random.weighted({ down: 70, up: 15, 'half-up': 15 }),
    };
    const clawBack = random.weighted({ unlimited: 60, within_balance: 25, only_pending: 15 });
    const caps = this.bounds.caps('base', 'points', 15, 100, 900);
    const wallet = [
      `points: { ${this.terms(30)}${this.bounds.walletCaps('points')}earn: { points: ${base.points}, per: ${money(base.perMinor)}, rounding: ${base.rounding}${caps} } }`,
      ...(this.hasStamps
        ? [`stamps: { ${this.terms(20)}${this.bounds.walletCaps('stamps')} }`.replace(', }', ' }')]
        : []),
    ];
    this.bounds.waitsForAction = wallet[0]?.includes('action: shipped') ?? false;
    const offers = Array.from({ length: random.whole(1, 8) }, (_, at) => this.offer(`o${at}`));
    const actions = Array.from({ length: random.whole(0, 2) }, (_, at) => this.action(`a${at}`, `act${at}`));
    const referral = random.chance(45)
      ? randomReferral(random, (id) => this.bounds.gift(id, this.hasStamps))
      : undefined;
    const tiers = this.hasTiers ? randomTiers(random) : undefined;
    const paying = random.chance(60) ? randomPaying(random, CATEGORIES, this.hasTiers) : undefined;
    const gifts = random.chance(70) ? randomGifts(random, this.hasStamps) : undefined;
    const document = [
      `id: ${PROGRAMME}`,
      'name: Simulated',
      'currency: EUR',
      'timeZone: Europe/Berlin',
      `clawBack: ${clawBack}`,
      'claimWithin: P400D',
      'stores: { lisbon: { timeZone: Europe/Lisbon } }',
      'partners: [bank]',
      `segments: { ${SEGMENTS.map((id) => `${id}: { when: "member.purchases >= 1" }`).join(', ')} }`,
      `wallets: { ${wallet.join(', ')} }`,
      ...(random.chance(15) ? [`autoEnrolment: { when: always, earns: ${random.chance(50)} }`] : []),
      ...(this.hasCampaign ? [`campaigns: { ${CAMPAIGN}: ${this.campaign()} }`] : []),
      ...(referral === undefined ? [] : [`referral: { ${referral} }`]),
      ...(tiers ? [tiers.document] : []),
      ...(paying ? [paying.document] : []),
      ...(gifts?.document ?? []),
      ...(random.chance(25) ? ['discounts: [{ id: card, steps: [{ spentAtLeast: 80.00, percent: 3 }] }]'] : []),
      'offers:',
      ...offers.map((offer) => `  - { ${offer} }`),
      ...(actions.length > 0 ? ['actions:', ...actions.map((action) => `  - { ${action} }`)] : []),
    ].join('\n');
    return {
      document: `${document}\n`,
      bounds: this.bounds.list,
      plainFactors: this.bounds.isPlain && !tiers?.multiplies ? this.factors : undefined,
      fixed: this.fixed,
      base,
      clawBack,
      expires: this.expires,
      actions: actions.map((_, at) => `act${at}`),
      paying: paying?.words,
      gifts: gifts?.words,
    };
  }

  private offer(id: string): string {
    const { random } = this;
    const kind = random.weighted({
      multiply: 30,
      amount: 10,
      unit: 10,
      visit: 15,
      threshold: 15,
      nth: 20,
    });
    const onStamps = this.hasStamps && kind !== 'multiply' && random.chance(40);
    const wallet = onStamps ? 'stamps' : 'points';
    const narrowed = this.narrowed();
    const inCampaign = this.hasCampaign && random.chance(30);
    const inGroup = kind !== 'multiply' && !onStamps && random.chance(15);
    const give = this.gift(id, kind, narrowed !== '' || inCampaign || inGroup);
    if (inCampaign && wallet === 'points') this.ofCampaign.push(id);
    return [
      `id: ${id}`,
      ...(this.hasStamps ? [`wallet: ${wallet}`] : []),
      `give: { ${give} }`,
      ...(narrowed === '' ? [] : [narrowed]),
      ...(inCampaign && wallet === 'points' ? [`campaign: ${CAMPAIGN}`] : []),
      ...(inGroup ? ['group: best'] : []),
      ...(random.chance(15) ? [`partner: bank`] : []),
      ...(random.chance(15) ? ['countsTowardsTier: true'] : []),
      ...this.terms(12).split(', ').filter(Boolean),
      this.bounds.caps(id, wallet, 30, 20, 200).slice(2),
      this.bounds.usesOf(id, wallet),
      this.bounds.budgetOf(id, wallet),
    ]
      .filter(Boolean)
      .join(', ');
  }

  private gift(id: string, kind: string, isNarrow: boolean): string {
    const { random } = this;
    const points = random.points(1, 60);
    switch (kind) {
      case 'multiply': {
        const factor = random.points(10_100, 40_000);
        const compound = random.chance(20);
        if (isNarrow || compound) this.factors = undefined;
        else this.factors?.push({ offer: id, factor });
        return `multiply: ${decimal(factor, 4)}${compound ? ', compound: true' : ''}`;
      }
      case 'amount':
        return `points: ${points}, per: ${money(random.points(100, 2000))}`;
      case 'unit':
        return `points: ${points}, perUnits: ${random.pick(['1', '2', '0.5']) ?? '1'}`;
      case 'threshold': {
        const spentAtLeast = random.points(500, 9000);
        if (!isNarrow) this.fixed.push({ offer: id, points, spentAtLeast });
        return `points: ${points}, spentAtLeast: ${money(spentAtLeast)}`;
      }
      case 'nth': {
        const within = random.pick(['day', 'month', 'year', 'P30D', 'P7D']) ?? 'month';
        const atLeast = random.chance(30) ? `, spentAtLeast: ${money(random.points(100, 3000))}` : '';
        return `points: ${points}, everyNth: ${random.whole(2, 4)}, within: ${within}${atLeast}`;
      }
      default:
        if (!isNarrow) this.fixed.push({ offer: id, points, spentAtLeast: 0n });
        return `points: ${points}`;
    }
  }

  /** What it must be for, besides; nothing: whatever is bought. */
  private narrowed(): string {
    const { random } = this;
    const by = random.weighted({
      nothing: 45,
      category: 15,
      exclude: 5,
      times: 8,
      store: 5,
      tiers: this.hasTiers ? 10 : 0.01,
      segments: 7,
      birthday: 7,
      when: 18,
      lines: 6,
      period: 5,
    });
    switch (by) {
      case 'category':
        return `lines: { include: { categories: [${random.pick(CATEGORIES)}] } }`;
      case 'exclude':
        return `lines: { exclude: { categories: [${random.pick(CATEGORIES)}] } }`;
      case 'times':
        return `only: { times: [{ days: [mon, wed, sat], from: '09:00', until: '18:30' }] }`;
      case 'store':
        return 'only: { stores: [lisbon] }';
      case 'tiers':
        return this.hasTiers ? `only: { tiers: [${random.pick(['silver', 'gold'])}] }` : '';
      case 'segments':
        return `only: { segments: [${random.pick(SEGMENTS)}] }`;
      case 'birthday':
        return `only: { birthday: ${random.pick(['day', 'week', 'month'])} }`;
      case 'when':
        return `when: "${random.chance(25) && this.hasTiers ? "tier == 'gold' || purchase.total < 10.00" : (random.pick(CONDITIONS) ?? 'true')}"`;
      case 'lines':
        return 'lines: { when: "line.amount >= 15.00" }';
      case 'period':
        return 'from: 2026-03-01, until: 2026-08-31';
      default:
        return '';
    }
  }

  private action(id: string, on: string): string {
    return `id: ${id}, on: ${on}, ${this.bounds.gift(id, this.hasStamps)}`;
  }

  private campaign(): string {
    const { random, ofCampaign } = this;
    const budget = random.points(50, 600);
    this.bounds.list.push({ offers: ofCampaign, wallet: 'points', by: 'budget', counts: 'points', most: budget });
    if (random.chance(50)) return `{ budget: ${budget} }`;
    const most = random.points(20, 150);
    this.bounds.list.push({ offers: ofCampaign, wallet: 'points', by: 'month', counts: 'points', most });
    return `{ budget: ${budget}, caps: { month: ${most} } }`;
  }

  /** Ends with a comma and a blank where there are any. */
  private terms(percent: number): string {
    const { random } = this;
    const pending = random.chance(percent) ? `pending: ${random.pick(['P3D', 'P14D', '{ action: shipped }'])}, ` : '';
    if (!random.chance(percent)) return pending;
    this.expires = true;
    return `${pending}expiry: { after: ${random.pick(['P10D', 'P2M', 'P1Y'])} }, `;
  }
}
