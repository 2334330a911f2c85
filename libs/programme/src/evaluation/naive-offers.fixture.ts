/**
 * What offers give, said a second time and as simply as can be: cents and ten-thousandths in one fraction, one loop, no
 * sharing, no remembering. It knows one wallet, one currency and plain SKUs.
 */
export interface NaiveOffer {
  readonly id: string;
  readonly sku?: string;
  readonly group?: string;
  readonly day?: number;
  readonly member?: number;
  readonly uses?: number;
  readonly give:
    | { readonly multiply: string }
    | { readonly points: number; readonly perUnits: 1 }
    | { readonly points: number; readonly per: string }
    | { readonly points: number; readonly spentAtLeast: string }
    | { readonly points: number; readonly everyNth: number; readonly within: 'year' }
    | { readonly points: number };
}

export interface NaiveLine {
  readonly sku: string;
  readonly cents: number;
  readonly units: number;
}

export interface NaivePurchase {
  /** Days count from 1 January. */
  readonly day: number;
  readonly lines: readonly NaiveLine[];
}

const cents = (money: string) => Math.round(Number(money) * 100);
const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);

/** One member of a shop that gives one point for a whole unit of money. */
export class NaiveMember {
  private readonly givenOn = new Map<string, number>();
  private readonly givenEver = new Map<string, number>();
  private readonly usedOn = new Map<string, number>();
  private readonly visits = new Map<string, number[]>();

  constructor(private readonly offers: readonly NaiveOffer[]) {}

  buys({ day, lines }: NaivePurchase): Record<string, number> {
    const told: Record<string, number> = {};
    const all = sum(lines.map((line) => line.cents));
    if (lines.length === 0) return told;
    told['base'] = Math.floor(all / 100);

    let exact = all * 10_000;
    const whole = () => Math.floor(exact / 1_000_000);
    const isMultiplier = (offer: NaiveOffer) => 'multiply' in offer.give;
    const ordered = [...this.offers.filter(isMultiplier), ...this.offers.filter((offer) => !isMultiplier(offer))];
    const done = new Set<string>();
    for (const offer of ordered) {
      const rivals = offer.group === undefined ? [offer] : ordered.filter(({ group }) => group === offer.group);
      if (rivals.some(({ id }) => done.has(id))) continue;
      let best: { offer: NaiveOffer; points: number; exact: number; counts: boolean } | undefined;
      for (const rival of rivals) {
        done.add(rival.id);
        const mine = lines.filter(({ sku }) => rival.sku === undefined || sku === rival.sku);
        if (mine.length === 0) continue;
        const money = sum(mine.map((line) => line.cents));
        const { give } = rival;
        let points = 0;
        let after = exact;
        if ('multiply' in give) {
          after = exact + money * Math.round((Number(give.multiply) - 1) * 10_000);
          points = Math.floor(after / 1_000_000) - whole();
        } else if ('perUnits' in give) points = give.points * sum(mine.map(({ units }) => units));
        else if ('per' in give) points = Math.floor((money * give.points) / cents(give.per));
        else if ('spentAtLeast' in give) {
          if (money < cents(give.spentAtLeast)) continue;
          points = give.points;
        } else if ('everyNth' in give) {
          const waiting = this.visits.get(rival.id) ?? [];
          if (waiting.filter((each) => each <= day).length < give.everyNth - 1) {
            this.visits.set(rival.id, [...waiting, day]);
            continue;
          }
          points = give.points;
        } else points = give.points;
        const trimmed = this.trimmed(rival, day, points);
        if (!best || trimmed > best.points) {
          if (best) this.outdone(best.offer, day);
          best = { offer: rival, points: trimmed, exact: after, counts: true };
        } else this.outdone(rival, day);
      }
      if (!best) continue;
      told[best.offer.id] = best.points;
      exact = best.exact;
      this.count(best.offer, day, best.points);
    }
    return told;
  }

  private trimmed(offer: NaiveOffer, day: number, points: number): number {
    const on = this.givenOn.get(`${offer.id} ${day}`) ?? 0;
    const ever = this.givenEver.get(offer.id) ?? 0;
    if (offer.uses !== undefined && (this.usedOn.get(`${offer.id} ${day}`) ?? 0) >= offer.uses) return 0;
    return Math.min(points, (offer.day ?? Infinity) - on, (offer.member ?? Infinity) - ever);
  }

  private count(offer: NaiveOffer, day: number, points: number): void {
    const key = `${offer.id} ${day}`;
    this.givenOn.set(key, (this.givenOn.get(key) ?? 0) + points);
    this.givenEver.set(offer.id, (this.givenEver.get(offer.id) ?? 0) + points);
    if (points > 0) this.usedOn.set(key, (this.usedOn.get(key) ?? 0) + 1);
    if (!('everyNth' in offer.give)) return;
    const waiting = [...(this.visits.get(offer.id) ?? [])];
    const spent = waiting
      .filter((each) => each <= day)
      .sort((a, b) => a - b)
      .slice(0, offer.give.everyNth - 1);
    for (const each of spent) waiting.splice(waiting.indexOf(each), 1);
    this.visits.set(offer.id, waiting);
  }

  /** It was the n-th and another offer of its group gave more: it still counts as one. */
  private outdone(offer: NaiveOffer, day: number): void {
    if ('everyNth' in offer.give) this.visits.set(offer.id, [...(this.visits.get(offer.id) ?? []), day]);
  }
}
