import { spaClub } from './spa-club.fixture.js';
import type { Somebody, Trade } from './trade.fixture.js';

const MONTHS = ['2026-01', '2026-02', '2026-03', '2026-04'] as const;
const PARTNERS = ['bank', 'spa', undefined] as const;
const POLICIES = ['unlimited', 'within_balance', 'only_pending'] as const;
const STEPS_A_MONTH = 40;
const DAYS = 28;

interface Made {
  readonly who: Somebody;
  readonly lots: Awaited<ReturnType<Trade['earn']>>;
}

/**
 * Members earn, spend, return, give, merge and forget in any order, late purchases included, while rates change; after each
 * month the statements that are over are handed to be closed.
 */
export async function playAnyHistory(
  trade: Trade,
  seed: number,
  monthIsOver: (ids: readonly string[]) => Promise<void>,
): Promise<Outcomes> {
  const history = new AnyHistory(trade, seed);
  await history.begin();
  for (let month = 0; month < MONTHS.length; month += 1) await monthIsOver(await history.playMonth(month));
  return history.outcomes;
}

type Outcomes = Readonly<Record<string, number>>;

class AnyHistory {
  readonly outcomes = { earned: 0, late: 0, spent: 0, refunded: 0, takenBack: 0, given: 0, takenAway: 0, merged: 0 };
  private readonly people: Somebody[] = [];
  private readonly made: Made[] = [];
  private readonly spent: { readonly redemption: string; readonly points: number }[] = [];
  private readonly random: () => number;

  constructor(
    private readonly trade: Trade,
    seed: number,
  ) {
    this.random = seeded(seed);
  }

  async begin(): Promise<void> {
    await this.trade.apply(spaClub());
    for (let each = 0; each < 3; each += 1) this.people.push(await this.trade.join());
  }

  /** Answers the statements that are over, in order; those of some parties are left open for now. */
  async playMonth(month: number): Promise<readonly string[]> {
    const { trade } = this;
    const name = MONTHS[month] ?? MONTHS[0];
    const expired = this.one(['kept', 'returned']);
    await trade.on(`${name}-01`).apply(spaClub({ bank: `0.0${month + 1}`, spa: `0.00${month + 3}`, expired }));
    await this.giveToNewcomer();
    for (let step = 0; step < STEPS_A_MONTH; step += 1) {
      const day = 1 + Math.floor((step * DAYS) / STEPS_A_MONTH);
      trade.on(`${name}-${twoDigits(day)}T${twoDigits(this.below(24))}:00:00Z`);
      await this.step(month);
      await trade.expire(this.somebody());
    }
    const [gone] = this.people.splice(1, 1);
    if (gone) await trade.merge(gone, this.somebody());
    this.outcomes.merged += 1;
    trade.on(`${MONTHS[month + 1] ?? '2026-05'}-02`);
    const over = ['2025-12', ...MONTHS.slice(0, month + 1)];
    return ['bank', 'spa', '~']
      .filter(() => this.below(3) > 0)
      .flatMap((party) => over.map((period) => `stl_spa-club.${party}.${period}`));
  }

  /** Of whom nothing but the gift says of which programme they are. */
  private async giveToNewcomer(): Promise<void> {
    const [giver, newcomer] = [this.somebody(), await this.trade.join(null)];
    await this.trade.earn(giver, { points: 500, partner: 'bank' });
    if (await this.trade.give(giver, newcomer, 5)) this.people.push(newcomer);
    else this.people.push(await this.trade.join());
  }

  private async step(month: number): Promise<void> {
    const { trade, outcomes } = this;
    const who = this.somebody();
    switch (this.below(9)) {
      case 0:
      case 1: {
        const expires = `2026-0${month + 2}-${10 + this.below(15)}`;
        const terms = { ...this.funder(), ...(this.below(2) === 0 && { expires }) };
        this.made.push({ who, lots: await trade.earn(who, { points: 1 + this.below(200), ...terms }) });
        outcomes.earned += 1;
        return;
      }
      case 2: {
        const bought = `${MONTHS[month - 1] ?? '2025-12'}-${10 + this.below(18)}`;
        this.made.push({ who, lots: await trade.earn(who, { points: 1 + this.below(90), ...this.funder(), bought }) });
        outcomes.late += 1;
        return;
      }
      case 3:
      case 4: {
        const points = 1 + this.below(60);
        const redemption = await trade.spend(who, points, this.one(['spa', undefined]));
        if (redemption === undefined) return;
        this.spent.push({ redemption, points });
        outcomes.spent += 1;
        return;
      }
      case 5: {
        const [back] = this.spent.splice(this.below(this.spent.length), 1);
        if (!back) return;
        await trade.refund(back.redemption, 1 + this.below(back.points));
        outcomes.refunded += 1;
        return;
      }
      case 6: {
        const [gone] = this.made.splice(this.below(this.made.length), 1);
        if (!gone) return;
        await trade.takeBack(gone.who, gone.lots, this.one(POLICIES));
        outcomes.takenBack += 1;
        return;
      }
      case 7:
        if (await trade.give(who, this.one(this.people.filter((each) => each !== who)), 1 + this.below(20))) {
          outcomes.given += 1;
        }
        return;
      default:
        await trade.takeAway(who, 1 + this.below(30));
        outcomes.takenAway += 1;
    }
  }

  private funder(): { readonly partner?: string } {
    const partner = this.one(PARTNERS);
    return partner === undefined ? {} : { partner };
  }

  private somebody(): Somebody {
    return this.one(this.people);
  }

  private one<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  private below(most: number): number {
    return Math.floor(this.random() * most);
  }
}

const twoDigits = (number: number): string => `${number}`.padStart(2, '0');

/** Numbers from 0 to below 1, the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
