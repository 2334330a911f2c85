import type { Meaning } from '../document/meaning.js';
import { escapePointer, type YamlText } from '../document/yaml-text.js';
import type { Programme } from '../programme.js';
import type { Instant, Micro } from '../purchase.js';
import type { Bought } from './bought.js';
import { giveByItself } from './by-itself.js';
import { Cast } from './cast.js';
import { checkNames, namesOf } from './check-names.js';
import { compareEarned, compareWallets } from './compare-earned.js';
import { comparePurchase } from './compare-purchase.js';
import { compareState } from './compare-state.js';
import { Deeds } from './deeds.js';
import { kindOf } from './fields-of-steps.js';
import { Findings, type Difference } from './findings.js';
import type { Member } from './member.js';
import { momentAt } from './moments.js';
import { readMembers } from './read-members.js';
import { readPurchase } from './read-purchase.js';
import type { StepDocument, TestDocument } from './tests-document.js';

interface Texts {
  readonly programme: Programme;
  readonly meaning: Meaning;
  readonly document: YamlText;
}

interface Step {
  readonly written: StepDocument;
  readonly pointer: string;
  readonly at: Instant;
  readonly member: Member;
  readonly findings: Findings;
}

/** Plays one test, and says what came otherwise. What is wrong with the test itself is told to `meaning`. */
export function playTest(test: TestDocument, pointer: string, texts: Texts): readonly Difference[] {
  const playing = new Playing(texts, test, pointer);
  const [field, steps] = test.steps ? (['steps', test.steps] as const) : (['purchases', test.purchases ?? []] as const);
  return steps.flatMap((step, index) => playing.play(step, `${pointer}/${field}/${index}`));
}

class Playing {
  private readonly cast: Cast;
  private readonly deeds: Deeds;
  private readonly names;
  private readonly purchases: string[] = [];
  private count = 0;

  constructor(
    private readonly texts: Texts,
    private readonly test: TestDocument,
    pointer: string,
  ) {
    const { programme, meaning } = texts;
    this.cast = new Cast(programme, readMembers(test, { pointer, programme, meaning }));
    this.deeds = new Deeds(this.cast);
    this.names = namesOf(programme);
  }

  play(written: StepDocument, pointer: string): readonly Difference[] {
    const { programme, meaning, document } = this.texts;
    const before = meaning.problems.length;
    const kind = kindOf(written, pointer, meaning);
    checkNames(written, pointer, this.names, meaning);
    this.checkMember(written, pointer);
    const at = momentAt(`${pointer}/at`, written.at, programme.timeZone, meaning);
    const around = { pointer, programme, document, occurredAt: at };
    const purchase = kind === 'purchase' ? readPurchase(written, around, meaning) : undefined;
    const name = kind === 'purchase' ? this.nameOf(written, pointer) : '';
    if (meaning.problems.length > before) return [];

    this.cast.now = Math.max(this.cast.now, at);
    const findings = new Findings(document, { test: this.test.name, pointer });
    const member = this.cast.member(this.actorOf(written), at);
    giveByItself(member, { programme, at }, this.deeds);
    const step = { written, pointer, at, member, findings };
    if (purchase) {
      const asked = { purchase, paused: new Set(written.paused) };
      const { deeds } = this;
      const payable = written.quoted ? undefined : deeds.pay(step.member, name, purchase);
      if (payable !== undefined) {
        const expected = meaning.written(`${pointer}/paidWith/points`);
        findings.compare(['paidWith', 'points'], 'points can pay', { expected, found: payable });
        // What cannot be paid so is not bought: it would take back more than it earns.
        return findings.differences;
      }
      const bargain = written.quoted ? deeds.quote(step.member, name, asked) : deeds.buy(step.member, name, asked);
      comparePurchase(written, bargain, { pointer, programme, findings, meaning });
    } else if (kind === 'return') this.bringBack(step);
    else if (kind === 'action') this.act(step);
    else if (kind === 'redemption') this.redeem(step);
    compareState(written, { cast: this.cast, member: step.member, at, findings });
    return findings.differences;
  }

  /** Who returns is who bought, where the step names nobody. */
  private actorOf({ member, return: returned, about }: StepDocument): string {
    return member ?? this.deeds.buyerOf(returned ?? about ?? '')?.name ?? '';
  }

  private checkMember({ member, return: returned, about }: StepDocument, pointer: string): void {
    const { meaning } = this.texts;
    const names = Object.keys(this.test.members ?? {});
    if (member !== undefined && names.length > 0)
      meaning.name(`${pointer}/member`, member, names, 'member of this test');
    if (returned !== undefined) meaning.name(`${pointer}/return`, returned, this.purchases, 'purchase before this');
    if (about !== undefined) meaning.name(`${pointer}/about`, about, this.purchases, 'purchase before this');
  }

  private nameOf({ purchase: name }: StepDocument, pointer: string): string {
    this.count += 1;
    if (name === undefined) return `purchase ${this.count}`;
    if (this.purchases.includes(name)) {
      const finding = { pointer: `${pointer}/purchase`, expected: 'another name', found: name };
      const message = `There is a purchase ${name} already.`;
      this.texts.meaning.refuse({ ...finding, code: 'repeated_id', message });
    }
    this.purchases.push(name);
    return name;
  }

  private bringBack({ written, pointer, at, findings }: Step): void {
    const { programme, meaning } = this.texts;
    const bought = this.deeds.find(written.return ?? '');
    if (!bought) return;
    const units = written.units ? this.unitsOf(written.units, bought, `${pointer}/units`) : rest(bought);
    const takes = this.deeds.bringBack(bought.name, units, at);
    if (meaning.problems.length > 0 || !written.takes) return;
    compareWallets('takes', 'taken back', { expected: written.takes, found: takes, programme, findings });
  }

  private unitsOf(written: Readonly<Record<string, unknown>>, bought: Bought, pointer: string) {
    const { meaning } = this.texts;
    const { lines } = bought.purchase;
    const units = new Map<string, Micro>();
    for (const key of Object.keys(written)) {
      const at = `${pointer}/${escapePointer(key)}`;
      const names = lines.flatMap(({ sku, id }) => [sku, id]);
      if (meaning.name(at, key, names, 'line of the purchase') !== key) continue;
      const line = lines.find(({ sku }) => sku === key) ?? lines.find(({ id }) => id === key);
      const quantity = meaning.decimal(at, QUANTITY_SCALE, 'above zero');
      const left = line ? line.quantity - bought.returned(line.id) : 0n;
      if (line && quantity <= left) units.set(line.id, quantity);
      else {
        const finding = { pointer: at, expected: `at most what is left`, found: meaning.written(at) };
        meaning.refuse({ ...finding, code: 'too_large', message: `More would come back than is left of ${key}.` });
      }
    }
    return units;
  }

  private act({ written, at, member, findings }: Step): void {
    const { programme } = this.texts;
    const { action = '', store, about, releases } = written;
    const released = about === undefined ? new Map<string, bigint>() : this.deeds.releaseWaiting(about, action, at);
    const evaluation = this.deeds.act(member, { action, occurredAt: at, ...(store !== undefined && { store }) });
    compareEarned(written, evaluation, { programme, currency: programme.currency, findings });
    if (releases) compareWallets('releases', 'released', { expected: releases, found: released, programme, findings });
  }

  private redeem({ written, at, member, findings }: Step): void {
    const points = Object.entries(written.redeems ?? {}).map(([wallet, count]) => ({ wallet, points: BigInt(count) }));
    const isRefused = this.deeds.redeem(member, points, at) === undefined;
    const path = written.refused === undefined ? ['redeems'] : ['refused'];
    findings.compare(path, 'the redemption is', {
      expected: written.refused === true ? 'refused' : 'accepted',
      found: isRefused ? 'refused' : 'accepted',
    });
  }
}

const QUANTITY_SCALE = 6;

/** All that is left of a purchase. */
function rest(bought: Bought): ReadonlyMap<string, Micro> {
  return new Map(bought.purchase.lines.map(({ id, quantity }) => [id, quantity - bought.returned(id)]));
}
