import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { parse } from 'yaml';
import { EXAMPLES } from './program.fixture.js';

const FOLDER = join(EXAMPLES, 'programmes');

type Points = Readonly<Record<string, number>>;

/** A step as the tests of a programme write it; the fields that a server can be asked about. */
export interface WrittenStep {
  readonly at: string;
  readonly member?: string;
  readonly purchase?: string;
  readonly lines?: readonly WrittenLine[];
  readonly quoted?: boolean;
  readonly paused?: readonly string[];
  readonly store?: string;
  readonly channel?: string;
  readonly currency?: string;
  readonly taxIncluded?: boolean;
  readonly paidWith?: Readonly<Record<string, string>>;
  readonly return?: string;
  readonly units?: Readonly<Record<string, string>>;
  readonly action?: string;
  readonly about?: string;
  readonly redeems?: Points;
  readonly refused?: boolean;
  readonly earns?: Points;
  readonly offers?: Points;
  readonly takes?: Points;
  readonly releases?: Points;
  readonly balances?: Points;
  readonly pending?: Points;
  readonly tier?: string;
}

export interface WrittenLine {
  readonly amount: string;
  readonly sku?: string;
  readonly quantity?: string;
  readonly categories?: readonly string[];
  readonly kind?: string;
  readonly discount?: string;
  readonly tax?: string;
}

export interface WrittenMember {
  readonly joined?: string;
  readonly birthday?: string;
  readonly consents?: readonly string[];
  readonly invitedBy?: string;
}

interface WrittenTest {
  readonly name: string;
  readonly members?: Readonly<Record<string, WrittenMember>>;
  readonly purchases?: readonly WrittenStep[];
  readonly steps?: readonly WrittenStep[];
}

export interface Recipe {
  readonly id: string;
  readonly document: string;
  readonly tests: string;
  readonly currency: string;
  readonly wallets: readonly string[];
  /** The wallet whose points pay. */
  readonly paysWith?: string;
  readonly timeZone: string;
}

/** Decimals keep their digits: a number that YAML has read has lost them. */
const asWritten = (text: string): unknown => parse(text, { schema: 'failsafe' });

export const recipes: readonly Recipe[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.test.yaml'))
  .map((file) => {
    const document = readFileSync(join(FOLDER, file.replace('.test', '')), 'utf8');
    const tests = readFileSync(join(FOLDER, file), 'utf8');
    const { currency, timeZone, wallets, payWithPoints } = asWritten(document) as WrittenRecipe;
    const id = file.replace('.test.yaml', '');
    const [paysWith] = Object.keys(payWithPoints?.wallets ?? {});
    return {
      id,
      document,
      tests,
      currency,
      timeZone,
      wallets: Object.keys(wallets),
      ...(paysWith !== undefined && { paysWith }),
    };
  });

/** One thing to do at an instant; those of one test keep their order, also where one of them is dated back. */
export interface Moment {
  readonly at: number;
  readonly recipe: Recipe;
  readonly test: string;
  readonly member: string;
  readonly joins?: WrittenMember;
  readonly step?: WrittenStep;
}

/** Everything that the tests of a recipe do, in order of time. A quote and a pause are other doors' business. */
export function momentsOf(recipe: Recipe): readonly Moment[] {
  const { tests } = asWritten(recipe.tests) as { tests: readonly WrittenTest[] };
  return tests.flatMap((test) => {
    const steps = (test.steps ?? test.purchases ?? []).filter(({ quoted }) => quoted === undefined);
    if (steps.some(({ paused }) => paused)) return [];
    const told = { recipe, test: test.name };
    const [first] = steps;
    if (!first) return [];
    const buyers = new Map(steps.map(({ purchase, member = '' }) => [purchase ?? '', member]));
    const actorOf = (step: WrittenStep) => step.member ?? buyers.get(step.return ?? step.about ?? '') ?? '';
    let now = Number.NEGATIVE_INFINITY;
    const done = steps.map((step): Moment => {
      now = Math.max(now, instantOf(step.at, recipe.timeZone));
      return { ...told, at: now, member: actorOf(step), step };
    });
    const names = new Set([...Object.keys(test.members ?? {}), ...done.map(({ member }) => member)]);
    const joined = [...names].map((member): Moment => {
      const joins = test.members?.[member] ?? {};
      const own = test.members ? first.at : (done.find((each) => each.member === member)?.step?.at ?? first.at);
      return { ...told, at: instantOf(joins.joined ?? own, recipe.timeZone), member, joins };
    });
    return [...joined, ...done];
  });
}

export function instantOf(written: string, timeZone: string): number {
  if (/(Z|[+-]\d\d:\d\d)$/.test(written.slice(10))) return Date.parse(written);
  const local = written.length === 10 ? `${written}T12:00` : written;
  return Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds;
}

interface WrittenRecipe extends Omit<Recipe, 'wallets' | 'paysWith'> {
  readonly wallets: object;
  readonly payWithPoints?: { readonly wallets: object };
}
