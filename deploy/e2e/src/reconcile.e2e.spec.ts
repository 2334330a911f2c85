import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { byHand } from './by-hand.fixture.js';
import { createHome, loyalty, RunningProgram, summaryOf, type TestHome } from './program.fixture.js';

describe('The redemptions of a shop day', () => {
  let home: TestHome;
  const reconcile = () => loyalty(['reconcile', '--home', home.directory, '--json']);

  beforeAll(async () => {
    home = await createHome();
    await (await RunningProgram.start(home.directory, ['start'])).stop();
  });
  afterAll(() => home.remove());

  it('say what their accounts say, until one is changed by hand: then it is named', async () => {
    const sound = await reconcile();
    expect([sound.code, summaryOf(sound)]).toEqual([
      0,
      expect.objectContaining({ ok: true, redemptions: 1, different: 0 }),
    ]);

    await byHand(
      home.directory,
      `update ledger.events set payload = regexp_replace(payload, '"points":(\\d+)', '"points":9\\1') where type like 'RedemptionCaptured%'`,
    );
    const broken = await reconcile();
    expect([broken.code, summaryOf(broken)]).toEqual([
      1,
      expect.objectContaining({
        ok: false,
        different: 1,
        differences: [expect.objectContaining({ redemption: expect.stringMatching(/^red_/), movement: 'spent' })],
      }),
    ]);
  });
});
