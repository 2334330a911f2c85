import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHome, EXAMPLES, loyalty, RunningProgram, summaryOf, type TestHome } from './program.fixture.js';
import { RecipePlayer } from './recipe-player.fixture.js';
import { momentsOf, recipes } from './recipe-story.fixture.js';

const CHANGE = 'application/vnd.loyalty.programme-change+json';
const START = '2024-01-01T00:00:00Z';

describe('The recipes at a running server', () => {
  let home: TestHome;
  let shop: RunningProgram;

  beforeAll(async () => {
    home = await createHome();
    shop = await RunningProgram.start(home.directory, ['serve', '--test-clock', START]);
  });
  afterAll(async () => {
    await shop?.stop();
    await home?.remove();
  });

  it('pass check and test, and are applied by command together with their tests', async () => {
    const folder = join(EXAMPLES, 'programmes');
    const file = join(folder, 'fashion.yaml');
    expect(summaryOf(await loyalty(['programme', 'check', file, '--json']))).toMatchObject({ ok: true });
    const tested = summaryOf(await loyalty(['programme', 'test', folder, '--json']));
    expect(tested).toMatchObject({ ok: true, files: recipes.length, failed: 0 });
    const applied = await loyalty(['programme', 'apply', file, '--tests', '--home', home.directory, '--json']);
    expect(summaryOf(applied)).toEqual({ programme: 'fashion', version: 1, changed: true });
  });

  it.each(recipes.map((recipe) => [recipe.id, recipe] as const))('%s is accepted', async (id, recipe) => {
    const change = { document: recipe.document, tests: recipe.tests };
    const { status, body } = await shop.request<{ errors?: unknown }>('PUT', `/v1/programmes/${id}`, change, {
      'content-type': CHANGE,
    });
    // Applied before by command: the same again changes nothing.
    expect([status, body.errors]).toEqual([id === 'fashion' ? 200 : 201, undefined]);
  });

  it('do there what their tests say: points, offers, referrals, returns, actions, redemptions, balances and tiers', async () => {
    const moments = recipes.flatMap(momentsOf);
    const player = new RecipePlayer(shop);
    let now = Date.parse(START);
    for (const moment of moments.toSorted((one, other) => one.at - other.at)) {
      if (moment.at > now) {
        now = moment.at;
        await shop.post('/v1/test-clock', { now: new Date(now).toISOString() });
      }
      await player.play(moment);
    }
    expect(player.differences).toEqual([]);
    expect(moments.filter(({ step }) => step).length).toBeGreaterThan(120);
  }, 300_000);
});
