import type { Random } from '@loyalty/ledger/simulation';

/** What an award may give at most, as the document says it: read by the naive model, which knows no programme. */
export interface Bound {
  /** Offers that it bounds; absent: all that gives points in the wallet. */
  readonly offers?: readonly string[];
  readonly wallet: string;
  readonly by: 'purchase' | 'day' | 'month' | 'member' | 'budget';
  /** Points, or how often something is given. */
  readonly counts: 'points' | 'uses';
  readonly most: bigint;
}

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
}

export const PROGRAMME = 'simulated';
export const CATEGORIES = ['TEA', 'MUG', 'WINE'] as const;
export const SEGMENTS = ['regulars', 'sleepers'] as const;
export const CAMPAIGN = 'spring';

const CONDITIONS = [
  'purchase.total >= 50.00',
  "purchase.time >= '12:00'",
  'member.purchases >= 2',
  'member.monthsSinceJoined >= 1',
  'wallets.points.balance >= 40',
  'purchase.total >= 20.00 && member.known',
  "member.language == 'de' || purchase.total < 30.00",
  '!(member.known && wallets.points.balance > 100)',
  "'regulars' in member.segments",
  "!('sleepers' in member.segments)",
  '!member.birthdayMonth',
  'wallets.points.expiringIn30Days >= 10 || wallets.points.pending == 0',
];

/** Offers of every kind, bounds, tiers with each period and policy, terms, actions, discounts and segments. */
export class ProgrammeMaker {
  private readonly bounds: Bound[] = [];
  private readonly fixed: { offer: string; points: bigint; spentAtLeast: bigint }[] = [];
  private factors: { offer: string; factor: bigint }[] | undefined = [];
  private expires = false;
  private readonly ofCampaign: string[] = [];
  private readonly hasStamps: boolean;
  private readonly hasTiers: boolean;
  private readonly hasCampaign: boolean;

  constructor(private readonly random: Random) {
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
    const caps = this.caps('base', 'points', 15, 100, 900);
    const wallet = [
      `points: { ${this.terms(30)}${this.walletCaps('points')}earn: { points: ${base.points}, per: ${money(base.perMinor)}, rounding: ${base.rounding}${caps} } }`,
      ...(this.hasStamps ? [`stamps: { ${this.terms(20)}${this.walletCaps('stamps')} }`.replace(', }', ' }')] : []),
    ];
    const offers = Array.from({ length: random.whole(1, 8) }, (_, at) => this.offer(`o${at}`));
    const actions = Array.from({ length: random.whole(0, 2) }, (_, at) => this.action(`a${at}`, `act${at}`));
    const tiers = this.hasTiers ? this.tiers() : '';
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
      ...(tiers === '' ? [] : [tiers]),
      'offers:',
      ...offers.map((offer) => `  - { ${offer} }`),
      ...(actions.length > 0 ? ['actions:', ...actions.map((action) => `  - { ${action} }`)] : []),
    ].join('\n');
    return {
      document: `${document}\n`,
      bounds: this.bounds,
      plainFactors: caps === '' ? this.factors : undefined,
      fixed: this.fixed,
      base,
      clawBack,
      expires: this.expires,
      actions: actions.map((_, at) => `act${at}`),
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
      this.caps(id, wallet, 30, 20, 200).slice(2),
      this.usesOf(id, wallet),
      this.budgetOf(id, wallet),
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
    const { random } = this;
    return [
      `id: ${id}`,
      `on: ${on}`,
      ...(this.hasStamps ? ['wallet: points'] : []),
      `points: ${random.whole(1, 50)}`,
      this.caps(id, 'points', 30, 20, 100).slice(2),
      this.usesOf(id, 'points'),
      this.budgetOf(id, 'points'),
    ]
      .filter(Boolean)
      .join(', ');
  }

  private campaign(): string {
    const { random, ofCampaign } = this;
    const budget = random.points(50, 600);
    this.bounds.push({ offers: ofCampaign, wallet: 'points', by: 'budget', counts: 'points', most: budget });
    if (random.chance(50)) return `{ budget: ${budget} }`;
    const most = random.points(20, 150);
    this.bounds.push({ offers: ofCampaign, wallet: 'points', by: 'month', counts: 'points', most });
    return `{ budget: ${budget}, caps: { month: ${most} } }`;
  }

  private tiers(): string {
    const { random } = this;
    const period = random.weighted({ calendar_year: 35, anniversary: 30, rolling: 35 });
    const months = random.whole(1, 12);
    const by = random.weighted({ points: 40, spend: 30, visits: 20, several: 10 });
    const low = {
      points: 'points: 120',
      spend: 'spend: 90.00',
      visits: 'visits: 2',
      several: 'points: 100, visits: 2',
    };
    const high = { points: 'points: 400', spend: 'spend: 300', visits: 'visits: 5', several: 'points: 350, visits: 4' };
    const falls = random.weighted({ to_reached: 40, one_step: 35, never: 25 });
    const upgrade = period !== 'rolling' && random.chance(30) ? 'at_period_end' : 'at_once';
    const grace = falls !== 'never' && random.chance(30) ? [`grace: P10D`] : [];
    if (random.chance(50)) this.factors = undefined;
    const multiply =
      this.factors === undefined ? ', benefits: { multiply: 1.5, discount: 5 }' : ', benefits: { discount: 3 }';
    return `tiers: { ${[
      `period: ${period === 'rolling' ? `{ rollingMonths: ${months} }` : period}`,
      'wallet: points',
      `match: ${random.pick(['all', 'any'])}`,
      `upgrade: ${upgrade}`,
      `downgrade: ${falls}`,
      ...grace,
      `inclusive: ${random.chance(40)}`,
      `ladder: [{ id: silver, name: Silver, needs: { ${low[by]} } }, { id: gold, name: Gold, needs: { ${high[by]} }${multiply} }]`,
    ].join(', ')} }`;
  }

  /** Ends with a comma and a blank where there are any. */
  private terms(percent: number): string {
    const { random } = this;
    const pending = random.chance(percent) ? `pending: ${random.pick(['P3D', 'P14D', '{ action: shipped }'])}, ` : '';
    if (!random.chance(percent)) return pending;
    this.expires = true;
    return `${pending}expiry: { after: ${random.pick(['P10D', 'P2M', 'P1Y'])} }, `;
  }

  private walletCaps(wallet: string): string {
    const { random } = this;
    if (!random.chance(12)) return '';
    const most = random.points(100, 900);
    const by = random.weighted({ day: 40, month: 30, purchase: 30 });
    this.bounds.push({ wallet, by, counts: 'points', most });
    if (wallet === 'points') this.factors = undefined;
    return `caps: { ${by}: ${most} }, `;
  }

  /** Begins with a comma and a blank where there are any. */
  private caps(offer: string, wallet: string, percent: number, first: number, last: number): string {
    const { random } = this;
    if (!random.chance(percent)) return '';
    const by = random.weighted({ purchase: 25, day: 30, month: 25, member: 20 });
    const most = random.points(first, last);
    this.bounds.push({ offers: [offer], wallet, by, counts: 'points', most });
    this.factors = this.factors && undefined;
    return `, caps: { ${by}: ${most} }`;
  }

  private usesOf(offer: string, wallet: string): string {
    const { random } = this;
    if (!random.chance(15)) return '';
    const by = random.weighted({ day: 40, month: 30, member: 30 });
    const most = random.points(1, 3);
    this.bounds.push({ offers: [offer], wallet, by, counts: 'uses', most });
    this.factors = undefined;
    return `uses: { ${by}: ${most} }`;
  }

  private budgetOf(offer: string, wallet: string): string {
    const { random } = this;
    if (!random.chance(15)) return '';
    const most = random.points(30, 300);
    this.bounds.push({ offers: [offer], wallet, by: 'budget', counts: 'points', most });
    this.factors = undefined;
    return `budget: ${most}`;
  }
}

function money(minor: bigint): string {
  return decimal(minor, 2);
}

function decimal(value: bigint, digits: number): string {
  const text = String(value).padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
