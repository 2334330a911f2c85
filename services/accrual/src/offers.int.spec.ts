import { describe, expect, it } from '@jest/globals';
import type { Answer, App } from './testing/app.fixture.js';
import { inTurn, processesOnPostgres } from './testing/processes.fixture.js';
import { aPurchase, aReturn, line, TEA, teaProgramme } from './testing/shop.fixture.js';

describe('Bounded offers on PostgreSQL, in two processes', () => {
  const processes = processesOnPostgres();

  const buy = (app: App, card: string, amount: string) =>
    app.call('POST', '/v1/purchases', aPurchase({ member: { card }, lines: [line('1', amount)] }));
  const given = (answers: readonly Answer[], offer: string) =>
    answers.map(({ body }) => body.explanation.find((each: { offer: string }) => each.offer === offer)?.points ?? 0);
  const sum = (points: readonly number[]) => points.reduce((total, each) => total + each, 0);

  it('never give one member more than the cap of a day, and all of it', async () => {
    processes.members.join(TEA, { kind: 'card', value: '4007' });
    const apps = await processes.openTwo({ document: teaProgramme({ earn: 'caps: { day: 500 }' }) });
    const bought = await Promise.all(Array.from({ length: 40 }, (_, at) => buy(inTurn(apps, at), '4007', '30.00')));
    expect(sum(given(bought, 'base'))).toBe(500);
    expect(given(bought, 'base').filter((points) => points === 20)).toHaveLength(1);

    // Returns and purchases at once: what is kept never exceeds the cap, and both agree on what is left.
    const returns = bought
      .slice(0, 20)
      .map(({ body }, at) =>
        inTurn(apps, at + 1).call(
          'POST',
          '/v1/returns',
          aReturn({ purchase: { id: body.purchase.id }, lines: [{ id: '1', quantity: '1' }] }),
        ),
      );
    const more = Array.from({ length: 20 }, (_, at) => buy(inTurn(apps, at), '4007', '7.00'));
    const back = await Promise.all(returns);
    const again = await Promise.all(more);
    const kept =
      sum(given(bought, 'base')) -
      sum(back.map(({ body }) => sum(body.takenBack.map((each: { points: number }) => each.points)))) +
      sum(given(again, 'base'));
    expect(kept).toBeLessThanOrEqual(500);
    const last = await buy(apps[1], '4007', '1000.00');
    expect(kept + sum(given([last], 'base'))).toBe(500);
    expect(last.body.balance[0].available).toBe(500);
  });

  it('never overspend a budget that all members share, trim one purchase, and free what goes back', async () => {
    const cards = Array.from({ length: 12 }, (_, at) => `card-${at}`);
    for (const value of cards) processes.members.join(TEA, { kind: 'card', value });
    const document = teaProgramme({ programme: 'offers:\n  - { id: visit, give: { points: 70 }, budget: 1000 }' });
    const apps = await processes.openTwo({ document });
    const bought = await Promise.all(
      Array.from({ length: 36 }, (_, at) => buy(inTurn(apps, at), cards[at % cards.length] ?? '', '1.00')),
    );
    expect(sum(given(bought, 'visit'))).toBe(1000);
    expect(given(bought, 'visit').filter((points) => points !== 0 && points !== 70)).toEqual([20]);

    const winner = bought[given(bought, 'visit').indexOf(70)]?.body.purchase.id;
    await apps[0].call(
      'POST',
      '/v1/returns',
      aReturn({ purchase: { id: winner }, lines: [{ id: '1', quantity: '1' }] }),
    );
    const after = await Promise.all([buy(apps[0], 'card-0', '1.00'), buy(apps[1], 'card-1', '1.00')]);
    expect(sum(given(after, 'visit'))).toBe(70);
  });

  it('count each purchase for one third purchase, whichever process takes it, and after a restart too', async () => {
    processes.members.join(TEA, { kind: 'card', value: '4007' });
    const document = teaProgramme({
      programme: 'offers:\n  - { id: third, give: { points: 50, everyNth: 3, within: P30D } }',
    });
    const apps = await processes.openTwo({ document });
    const bought = await Promise.all(Array.from({ length: 20 }, (_, at) => buy(inTurn(apps, at), '4007', '1.00')));
    expect(given(bought, 'third').filter((points) => points === 50)).toHaveLength(6);
    const restarted = await processes.open({ document });
    const seventh = await buy(restarted, '4007', '1.00');
    expect(given([seventh], 'third')).toEqual([50]);
    const others = new Set(bought.map(({ body }) => body.purchase.id));
    const { qualifiedBy } = seventh.body.explanation[1];
    expect(qualifiedBy.map((id: string) => others.has(id))).toEqual([true, true]);
    expect(given([await buy(apps[0], '4007', '1.00')], 'third')).toEqual([0]);
  });

  it('judge each purchase by the tier that the purchases before it have earned, whichever process took them', async () => {
    const { account } = processes.members.join(TEA, { kind: 'card', value: '4007' });
    const programme = `
offers:
  - { id: gold, give: { multiply: 1.25 }, only: { tiers: [gold] } }
tiers:
  period: calendar_year
  ladder: [{ id: gold, name: Gold, needs: { points: 500 } }]`;
    const document = teaProgramme({ programme });
    const apps = await processes.openTwo({ document });
    const bought = await Promise.all(Array.from({ length: 40 }, (_, at) => buy(inTurn(apps, at), '4007', '30.00')));
    const asBooked = bought.toSorted((one, other) => one.body.account.version - other.body.account.version);
    // The 17th reaches 500, so the 18th is the first that is rewarded.
    expect(given(asBooked, 'gold')).toEqual(asBooked.map((_, at) => (at < 17 ? 0 : 7)));
    const restarted = await processes.open({ document });
    expect(given([await buy(restarted, '4007', '30.00')], 'gold')).toEqual([7]);
    expect(bought[0]?.body.account.id).toBe(account);
  });
});
