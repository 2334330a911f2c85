import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { parseProgramme } from '../document/parse-programme.js';
import { parsed } from '../programme.fixture.js';
import { allFeatures, factsAsked, featuresOf } from './features.fixture.js';
import { testProgramme } from './test-programme.js';

const EXAMPLES = new URL('../../../../examples/programmes/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, EXAMPLES), 'utf8');
const files = readdirSync(EXAMPLES);
const documents = files.filter((file) => /^[^.]+\.yaml$/.test(file));
const recipes = files
  .filter((file) => file.endsWith('.test.yaml'))
  .map((file) => file.replace('.test.yaml', ''))
  .sort();

/** Fields that can be written and change nothing yet. */
const WITHOUT_EFFECT: readonly string[] = [];

describe('The recipes', () => {
  it('are these', () => {
    expect(recipes).toEqual([
      ...['airline', 'bank-magazine', 'cashback', 'coffee-stamps', 'fashion'],
      ...['gold-card', 'grocery-card', 'referral-surveys', 'staff'],
    ]);
  });

  it.each(recipes)('have %s in their README, with a section of its own', (recipe) => {
    const sections = read('README.md').split('\n## ').slice(1);
    const own = sections.filter((section) => section.includes(`](${recipe}.yaml)`));
    expect(own).toHaveLength(1);
    expect(own[0]).toContain(`](${recipe}.test.yaml)`);
  });

  it.each(recipes)(
    'are tested: what is said of %s comes true, and something is said of each of its rules',
    (recipe) => {
      const tested = testProgramme(read(`${recipe}.yaml`), read(`${recipe}.test.yaml`));
      if (!tested.ok) throw new Error(JSON.stringify(tested.problems));
      expect(tested.tests.flatMap(({ differences }) => differences)).toEqual([]);
      const { offers, actions, discounts, segments } = parsed(read(`${recipe}.yaml`));
      const tests = read(`${recipe}.test.yaml`);
      const names = [...offers, ...actions, ...discounts].map(({ id }) => id).concat([...segments.keys()]);
      expect(names.filter((name) => !tests.includes(name))).toEqual([]);
    },
  );

  it.each(recipes)('are checked without problems: %s', (recipe) => {
    const checked = parseProgramme(read(`${recipe}.yaml`));
    const problems = checked.ok ? [] : checked.problems.map(({ code, pointer }) => `${code} ${pointer}`);
    expect(problems).toEqual([]);
  });
});

describe('Every feature of a programme', () => {
  const used = new Set(documents.flatMap((file) => [...featuresOf(parse(read(file)))]));

  it('is found in the schema', () => {
    const all = allFeatures();
    expect(all.size).toBeGreaterThan(150);
    for (const feature of [
      '/offers/give/everyNth',
      '/tiers/downgrade=one_step',
      'pending/action',
      'only/birthday=week',
    ])
      expect([...all]).toContain(feature);
    expect([...featuresOf({ tiers: { downgrade: 'never' } })]).toEqual([
      '/tiers',
      '/tiers/downgrade',
      '/tiers/downgrade=never',
    ]);
  });

  it('is used by one of the examples', () => {
    const unused = [...allFeatures()].filter((feature) => !used.has(feature) && !WITHOUT_EFFECT.includes(feature));
    expect(unused).toEqual([]);
  });

  it('that changes nothing is used by none', () => {
    expect(WITHOUT_EFFECT.filter((feature) => used.has(feature))).toEqual([]);
  });

  it('has every kind of effect and of fact', () => {
    const programmes = documents.map((file) => parsed(read(file)));
    const effects = new Set(programmes.flatMap(({ offers }) => offers.map(({ effect }) => effect.kind)));
    const kinds = ['every-nth', 'multiply', 'per-amount', 'per-units', 'threshold', 'visit'];
    expect([...effects].sort()).toEqual(kinds);
    const facts = new Set(programmes.flatMap((programme) => [...factsAsked(programme)]));
    expect([...facts].sort()).toEqual(['counters', 'history', 'line', 'member', 'purchase', 'tier', 'wallets']);
  });
});
