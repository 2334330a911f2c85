import { setTimeout as sleep } from 'node:timers/promises';
import { Door } from '../workload/door.mjs';
import { APPROVED_ABOVE, DOCUMENT, MUG, PROGRAMME, REWARDS, STEP, TEA } from './shop.mjs';
/** @import { Installation } from './installation.mjs' */
/** @import { Random } from '../workload/random.mjs' */

/** @typedef {'capture' | 'void' | 'refund' | 'lapse' | 'reward' | 'voucher' | 'payout'} FlowName */
/** @typedef {{ status: number, body: any }} Told */
/**
 * Somebody who spends, one thing after the other, so that what they must have left is known without the product's help.
 *
 * @typedef {{ member: string, card: string, random: Random, points: number, number: number }} Spender
 */

const SPENDERS = 8;
const POINTS = 1_000_000;
/** Longer than a process takes to start, and everything that waits inside. */
const ANSWERED_WITHIN_MS = 90_000;

/** Spenders who do all that can be done with points, and what must come of it. */
export class Flows {
  /** Answers that cannot be true. @type {string[]} */
  wrong = [];
  /** Payouts that were taken, by id: whose, and for how many points. @type {Map<string, { spender: Spender, points: number }>} */
  payouts = new Map();
  /** Mugs that were spent for and not given back. */
  mugs = 0;
  done = 0;
  /** What comes by most often. @type {FlowName} */
  prefers = 'capture';
  isOver = false;
  /** @type {Spender[]} */
  spenders = [];

  /** @param {Installation} installation @param {Random} random */
  constructor(installation, random) {
    this.installation = installation;
    this.random = random;
    const door = (/** @type {string} */ key, /** @type {string[]} */ ...names) =>
      new Door({ key, urls: () => names.map((name) => installation.process(name).url) });
    const { key, bossKey } = installation;
    this.accrual = door(key, 'accrual');
    this.enrollment = door(key, 'enrollment');
    this.redemption = door(key, 'redemption-1', 'redemption-2');
    this.boss = door(bossKey, 'redemption-1', 'redemption-2');
  }

  /** A programme, its rewards, and members who have enough. */
  async open() {
    const yaml = { 'content-type': 'application/yaml' };
    await this.#must(() => this.accrual.ask('PUT', `/v1/programmes/${PROGRAMME}`, DOCUMENT, yaml));
    for (const [id, reward] of Object.entries(REWARDS)) {
      for (const name of ['redemption-1', 'redemption-2']) {
        const door = new Door({ key: this.installation.key, urls: () => [this.installation.process(name).url] });
        await this.#must(() => door.ask('PUT', `/v1/rewards/${id}?reason=faults`, { programme: PROGRAMME, ...reward }));
      }
    }
    for (let number = 0; number < SPENDERS; number += 1) {
      const card = `50${number}`;
      const joined = await this.#must(() =>
        this.enrollment.ask('POST', '/v1/members', { source: 'crm', externalId: card, card }),
      );
      const line = { id: '1', sku: 'A', quantity: '1', unitPrice: `${POINTS}.00` };
      const bought = { source: 'till', externalId: card, member: { card }, currency: 'EUR', lines: [line] };
      await this.#must(() =>
        this.accrual.ask('POST', '/v1/purchases', { ...bought, occurredAt: new Date().toISOString() }),
      );
      const random = this.random.of('spender', number);
      this.spenders.push({ member: joined.body.member.id, card, random, points: POINTS, number: 0 });
    }
  }

  /** Until `isOver`, and what was begun is brought to its end. */
  async run() {
    await Promise.all(this.spenders.map((spender) => this.#spend(spender)));
  }

  /** What somebody has now. @param {Spender} spender */
  async balanceOf({ card }) {
    const sent = { source: 'check', externalId: `${card}-${Date.now()}`, member: { card } };
    const points = [{ wallet: 'points', points: 1 }];
    const { body } = await this.#must(() =>
      this.redemption.ask('POST', '/v1/redemptions?dryRun=true', { ...sent, points, capture: true }),
    );
    const { available, held } = body.balance[0];
    return { available: available + 1, held };
  }

  /** @param {string} path */
  async read(path) {
    return (await this.#must(() => this.redemption.ask('GET', path))).body;
  }

  /** @param {Spender} spender */
  async #spend(spender) {
    const { random } = spender;
    /** @type {readonly FlowName[]} */
    const all = ['capture', 'void', 'refund', 'lapse', 'reward', 'voucher', 'payout'];
    while (!this.isOver) {
      spender.number += 1;
      const flow = random.share() < 0.6 ? this.prefers : random.pick(all);
      try {
        await this.#play(flow, spender);
        this.done += 1;
      } catch (error) {
        this.wrong.push(`${flow} of ${spender.card}: ${String(error)}`);
      }
      await sleep(random.whole(0, 40));
    }
  }

  /** @param {FlowName} flow @param {Spender} spender @returns {Promise<unknown>} */
  #play(flow, spender) {
    switch (flow) {
      case 'capture':
        return this.#capture(spender);
      case 'void':
        return this.#void(spender);
      case 'refund':
        return this.#refund(spender);
      case 'lapse':
        return this.#lapse(spender);
      case 'reward':
        return this.#mug(spender);
      case 'voucher':
        return this.#tea(spender);
      case 'payout':
        return this.#payout(spender);
    }
  }

  /** @param {Spender} spender */
  async #capture(spender) {
    const held = spender.random.whole(1, 50);
    const id = await this.#redeem(spender, { points: pointsOf(held) });
    const spent = spender.random.whole(1, held);
    await this.#insist(`/v1/redemptions/${id}/capture`, { points: pointsOf(spent) });
    spender.points -= spent;
  }

  /** @param {Spender} spender */
  async #void(spender) {
    const id = await this.#redeem(spender, { points: pointsOf(spender.random.whole(1, 50)) });
    await this.#insist(`/v1/redemptions/${id}/void`);
  }

  /** @param {Spender} spender */
  async #refund(spender) {
    const spent = spender.random.whole(2, 50);
    const id = await this.#redeem(spender, { points: pointsOf(spent), capture: true });
    const back = spender.random.whole(1, spent);
    await this.#insist(`/v1/redemptions/${id}/refund`, { points: pointsOf(back) }, { 'idempotency-key': id });
    spender.points -= spent - back;
  }

  /** Nobody comes for them; the next thing that the account does books it, or the job for quiet ones. @param {Spender} spender */
  async #lapse(spender) {
    const id = await this.#redeem(spender, { points: pointsOf(5), lapsesAfter: 'PT1S' });
    await sleep(1_000);
    const body = await this.#insist(`/v1/redemptions/${id}/void`);
    if (body.redemption.status !== 'lapsed') this.wrong.push(`${id} is ${body.redemption.status} after its lapse`);
  }

  /** @param {Spender} spender */
  async #mug(spender) {
    const id = await this.#redeem(spender, { reward: { id: 'mug' } });
    const fate = spender.random.whole(0, 2);
    if (fate === 0) return this.#insist(`/v1/redemptions/${id}/void`);
    await this.#insist(`/v1/redemptions/${id}/capture`);
    if (fate === 1) return this.#insist(`/v1/redemptions/${id}/refund`, {}, { 'idempotency-key': id });
    spender.points -= MUG;
    this.mugs += 1;
    return undefined;
  }

  /** @param {Spender} spender */
  async #tea(spender) {
    const sent = { reward: { id: 'tea' }, capture: true };
    const { id, reward } = (await this.#redemption(spender, sent)).redemption;
    if (spender.random.share() < 0.4) {
      return this.#insist(`/v1/redemptions/${id}/refund`, {}, { 'idempotency-key': id });
    }
    const use = { code: reward.voucher.code, source: 'till', externalId: id, member: { card: spender.card } };
    await this.#insist('/v1/vouchers/reserve', use);
    await this.#insist('/v1/vouchers/use', use);
    spender.points -= TEA;
    return undefined;
  }

  /** What comes of it the provider decides; it is looked at in the end. @param {Spender} spender */
  async #payout(spender) {
    const times = spender.random.whole(1, 5);
    const { payout } = await this.#insist('/v1/payouts', {
      source: 'app',
      externalId: `${spender.card}-${spender.number}`,
      member: { card: spender.card },
      reward: { id: 'cash' },
      points: pointsOf(times * STEP),
      destination: `tok_${spender.card}`,
    });
    this.payouts.set(payout.id, { spender, points: times * STEP });
    if (times <= APPROVED_ABOVE) return;
    const verdict = spender.random.share() < 0.6 ? 'approve' : 'refuse';
    await this.#insist(`/v1/payouts/${payout.id}/${verdict}`, { reason: 'looked at' }, {}, this.boss);
  }

  /** @param {Spender} spender @param {object} what */
  async #redeem(spender, what) {
    return (await this.#redemption(spender, what)).redemption.id;
  }

  /** @param {Spender} spender @param {object} what */
  #redemption(spender, what) {
    const named = { source: 'shop', externalId: `${spender.card}-${spender.number}` };
    return this.#insist('/v1/redemptions', { ...named, member: { card: spender.card }, ...what });
  }

  /** As a till does it: until it has an answer that ends the matter. @param {string} path @param {object} [body] @param {Record<string, string>} [headers] */
  async #insist(path, body = {}, headers = {}, door = this.redemption) {
    for (const giveUpAt = performance.now() + ANSWERED_WITHIN_MS; ; await sleep(50)) {
      const told = await door.ask('POST', path, body, headers);
      if (told !== undefined && told.status < 500 && told.status !== 429) {
        if (told.status < 300) return told.body;
        throw new Error(`${path}: ${told.status} ${JSON.stringify(told.body)}`);
      }
      if (performance.now() > giveUpAt) throw new Error(`${path}: no answer in ${ANSWERED_WITHIN_MS / 1_000} s`);
    }
  }

  /** @param {() => Promise<Told | undefined>} ask @returns {Promise<Told>} */
  async #must(ask) {
    for (const giveUpAt = performance.now() + ANSWERED_WITHIN_MS; ; await sleep(100)) {
      const told = await ask();
      if (told !== undefined && told.status < 300) return told;
      if (performance.now() > giveUpAt) throw new Error(`${told?.status}: ${JSON.stringify(told?.body)}`);
    }
  }
}

const pointsOf = (/** @type {number} */ points) => [{ wallet: 'points', points }];
