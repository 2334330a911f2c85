import type { Client } from './client.fixture.js';
import { until } from './until.fixture.js';
import { instantOf, type Moment, type WrittenLine, type WrittenStep } from './recipe-story.fixture.js';

interface Balance {
  readonly wallet: string;
  readonly available: number;
  readonly pending: number;
}

interface Answer {
  readonly account: { readonly id: string; readonly version: number };
  readonly balance: readonly Balance[];
  readonly totals?: readonly { readonly wallet: string; readonly earned: number }[];
  readonly explanation?: readonly { readonly offer: string; readonly points: number }[];
  readonly takenBack?: readonly { readonly wallet: string; readonly points: number }[];
  readonly released?: readonly { readonly lot: string; readonly points: number }[];
  readonly redemption?: { readonly id: string; readonly worth?: { readonly rate: Rate } };
}

/** So many points pay so much. */
interface Rate {
  readonly points: number;
  readonly pay: string;
}

interface Units {
  readonly id: string;
  readonly sku: string;
  readonly quantity: number;
  back: number;
}

/** Does at a running server what tests of recipes say, and gathers what the server answered otherwise. */
export class RecipePlayer {
  readonly differences: string[] = [];
  private readonly bought = new Map<string, readonly Units[]>();
  private readonly members = new Map<string, string>();
  private readonly accounts = new Map<string, Answer['account']>();
  private count = 0;

  constructor(private readonly shop: Client) {}

  async play(moment: Moment): Promise<void> {
    const { joins, step } = moment;
    if (joins) await this.join(moment);
    if (!step) return;
    const answer = await this.happens(moment, step);
    if (answer) await this.compare(moment, step, answer);
  }

  private async join({ recipe, member, test, joins }: Moment): Promise<void> {
    const { birthday, consents, invitedBy } = joins ?? {};
    const card = cardOf({ recipe, member, test });
    const person = { source: 'crm', externalId: card, card, programme: recipe.id };
    const agreed = consents?.map((purpose) => ({ purpose, channel: 'email', granted: true }));
    const inviter = invitedBy === undefined ? undefined : this.members.get(cardOf({ recipe, member: invitedBy, test }));
    const profile = { ...(birthday !== undefined && { birthday }), ...(agreed && { consents: agreed }) };
    const { status, text, body } = await this.shop.post<{ member: { id: string }; account: Answer['account'] }>(
      '/v1/members',
      { ...person, ...profile, ...(invitedBy !== undefined && { referredBy: inviter ?? 'nobody' }) },
    );
    if (status !== 201) throw new Error(`${card} could not join: ${text}`);
    this.members.set(card, body.member.id);
    this.accounts.set(card, body.account);
    if (/\bon: joined\b/.test(recipe.document)) await this.welcomed(body.account);
  }

  /** Joining earns, and is reported by the server a moment later. */
  private async welcomed({ id }: Answer['account']): Promise<void> {
    const path = `/v1/accounts/${id}/entries`;
    await until(async () => ((await this.shop.get<{ items?: readonly object[] }>(path)).body.items ?? []).length > 0);
  }

  /** What the server answered; nothing where only a look at a member was asked for. */
  private async happens(moment: Moment, step: WrittenStep): Promise<Answer | undefined> {
    const { recipe, test } = moment;
    const occurredAt = new Date(instantOf(step.at, recipe.timeZone)).toISOString();
    const externalId = `${recipe.id} ${(this.count += 1)}`;
    const said = { programme: recipe.id, source: 'story', externalId };
    const member = { member: { card: cardOf(moment) } };
    const nameOf = (purchase: string) => `${recipe.id}: ${test}: ${purchase}`.slice(0, 120);
    if (step.lines) {
      const name = step.purchase === undefined ? externalId : nameOf(step.purchase);
      const { store, channel, taxIncluded, currency = recipe.currency } = step;
      const where = { ...(store !== undefined && { store }), ...(channel !== undefined && { channel }) };
      const paid = await this.paymentsOf(step, moment, { ...said, ...member });
      const lines = step.lines.map(sentLine);
      this.bought.set(
        name,
        lines.map(({ id, sku, quantity }) => ({ id, sku, quantity: Number(quantity), back: 0 })),
      );
      return this.send('/v1/purchases', {
        ...{ ...said, externalId: name, ...member, ...where, occurredAt, currency, lines },
        ...(paid.length > 0 && { payments: paid }),
        ...(taxIncluded !== undefined && { taxIncluded }),
      });
    }
    if (step.return !== undefined) {
      const name = nameOf(step.return);
      const purchase = { source: 'story', externalId: name };
      return this.send('/v1/returns', { ...said, occurredAt, purchase, lines: this.unitsOf(name, step.units) });
    }
    if (step.action !== undefined) {
      const about = step.about !== undefined && { purchase: { source: 'story', externalId: nameOf(step.about) } };
      return this.send('/v1/actions', { ...said, occurredAt, action: step.action, ...member, ...about });
    }
    return step.redeems ? this.redeem(moment, step.redeems, { ...said, ...member }) : this.look(moment);
  }

  private async redeem(moment: Moment, redeems: Readonly<Record<string, number>>, said: object) {
    const points = Object.entries(redeems).map(([wallet, count]) => ({ wallet, points: Number(count) }));
    const { status, body } = await this.shop.post<Answer>('/v1/redemptions', { ...said, points });
    const isRefused = status === 409 || status === 422;
    this.told(moment, 'refused', { expected: moment.step?.refused !== undefined, found: isRefused });
    if (isRefused) return this.look(moment);
    return this.send(`/v1/redemptions/${body.redemption?.id ?? ''}/capture`, { points });
  }

  /** Where the recipe says what points pay, they are spent first, as a till does. */
  private async paymentsOf({ paidWith = {} }: WrittenStep, { recipe }: Moment, said: object) {
    const payments: { kind: string; amount: string; redemption?: string }[] = [];
    for (const [kind, amount] of Object.entries(paidWith)) {
      const { paysWith: wallet } = recipe;
      if (kind !== 'points' || wallet === undefined) payments.push({ kind, amount });
      else {
        const spending = (points: number) => ({ ...said, points: [{ wallet, points }], capture: true });
        const { redemption: asked } = await this.send('/v1/redemptions?dryRun=true', spending(1));
        const { points = 0, pay = '1' } = asked?.worth?.rate ?? {};
        const spent = Math.round((Number(amount) * points) / Number(pay));
        const { redemption } = await this.send('/v1/redemptions', { ...spending(spent), pays: {} });
        payments.push({ kind, amount, ...(redemption && { redemption: redemption.id }) });
      }
    }
    return payments;
  }

  /** What a programme gives by itself is there a moment after the clock has come to it, and moves a version nobody was told. */
  private async look(moment: Moment): Promise<Answer | undefined> {
    const account = this.accounts.get(cardOf(moment));
    if (!account) return undefined;
    const path = `/v1/accounts/${account.id}/balance?minVersion=${account.version}`;
    const { balances = {}, pending = {} } = moment.step ?? {};
    for (let tries = 0; ; tries += 1) {
      const { wallets } = (await this.shop.get<{ wallets: readonly Balance[] }>(path)).body;
      const found = new Map(wallets.map((each) => [each.wallet, each]));
      const isSo =
        Object.entries(balances).every(([id, points]) => Number(points) === (found.get(id)?.available ?? 0)) &&
        Object.entries(pending).every(([id, points]) => Number(points) === (found.get(id)?.pending ?? 0));
      if (isSo || tries === 50) return { account, balance: wallets };
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  private async send(path: string, sent: object): Promise<Answer> {
    const { status, body, text } = await this.shop.post<Answer>(path, sent);
    if (status !== 201 && status !== 200)
      throw new Error(`${path} answered ${status} to ${JSON.stringify(sent)}: ${text}`);
    return body;
  }

  private unitsOf(name: string, units?: Readonly<Record<string, string>>) {
    const lines = this.bought.get(name) ?? [];
    const wanted = units
      ? Object.entries(units).map(([key, quantity]) => ({ line: find(lines, key), quantity: Number(quantity) }))
      : lines.map((line) => ({ line, quantity: line.quantity - line.back }));
    return wanted.flatMap(({ line, quantity }) => {
      if (!line || quantity === 0) return [];
      line.back += quantity;
      return [{ id: line.id, quantity: String(quantity) }];
    });
  }

  private async compare(moment: Moment, step: WrittenStep, answer: Answer): Promise<void> {
    this.accounts.set(cardOf(moment), answer.account);
    const { earns, offers = {}, takes, releases, balances = {}, pending = {}, tier } = step;
    const sum = (parts: readonly { readonly points: number }[]) => parts.reduce((all, { points }) => all + points, 0);
    for (const wallet of moment.recipe.wallets) {
      const inWallet = <Part extends { readonly wallet: string }>(parts: readonly Part[] = []) =>
        parts.filter((part) => part.wallet === wallet);
      const earned = inWallet(answer.totals).reduce((all, each) => all + each.earned, 0);
      const check = (what: string, expected: Readonly<Record<string, number>> | undefined, found: number) => {
        if (expected) this.told(moment, `${wallet} ${what}`, { expected: Number(expected[wallet] ?? 0), found });
      };
      check('earned', earns, earned);
      check('taken back', takes, sum(inWallet(answer.takenBack)));
      const [held] = inWallet(answer.balance);
      if (wallet in balances) check('available', balances, held?.available ?? 0);
      if (wallet in pending) check('pending', pending, held?.pending ?? 0);
    }
    for (const [offer, points] of Object.entries(offers)) {
      const found = sum((answer.explanation ?? []).filter((each) => each.offer === offer));
      this.told(moment, `${offer} gives`, { expected: Number(points), found });
    }
    const released = sum(answer.released ?? []);
    if (releases) this.told(moment, 'points released', { expected: total(releases), found: released });
    if (tier !== undefined)
      this.told(moment, 'tier', { expected: tier, found: await this.tierOf(answer.account, tier) });
  }

  /**
   * A purchase that earns no points moves no version of the account, which a read could be asked for: what it counted
   * towards the tier is there a moment later.
   */
  private async tierOf({ id, version }: Answer['account'], expected: string): Promise<string> {
    let found = '';
    for (let tries = 0; tries < 50 && found !== expected; tries += 1) {
      if (tries > 0) await new Promise((resolve) => setTimeout(resolve, 100));
      const path = `/v1/accounts/${id}/balance?minVersion=${version}`;
      found = (await this.shop.get<{ tier: { id: string | null } | null }>(path)).body.tier?.id ?? 'none';
    }
    return found;
  }

  private told({ recipe, test, step }: Moment, what: string, { expected, found }: Compared): void {
    if (expected === found) return;
    this.differences.push(`${recipe.id}, ${test}, ${step?.at ?? ''}: ${what} ${found}, expected ${expected}`);
  }
}

function total(points: Readonly<Record<string, string | number>>): number {
  return Object.values(points).reduce<number>((all, each) => all + Number(each), 0);
}

interface Compared {
  readonly expected: string | number | boolean;
  readonly found: string | number | boolean;
}

function cardOf({ recipe, member, test }: Pick<Moment, 'recipe' | 'member' | 'test'>): string {
  return [recipe.id, test, member]
    .join('/')
    .replaceAll(/[^a-z0-9/]+/gi, '-')
    .slice(-60);
}

function sentLine({ amount, sku, quantity = '1', categories, kind, discount, tax }: WrittenLine, at: number) {
  return {
    ...{ id: String(at + 1), sku: sku ?? `line ${at + 1}`, quantity, amount },
    ...(categories && { categories }),
    ...(kind !== undefined && { kind }),
    ...(discount !== undefined && { discount }),
    ...(tax !== undefined && { tax }),
  };
}

function find(lines: readonly Units[], key: string): Units | undefined {
  return lines.find(({ sku }) => sku === key) ?? lines.find(({ id }) => id === key);
}
