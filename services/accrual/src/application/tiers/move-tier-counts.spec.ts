import { tierAt, tierStateOf } from '@loyalty/programme';
import { describe, expect, it } from '@jest/globals';
import { tiersStream } from '../../domain/streams/tiers-stream.js';
import { gave } from '../../testing/offers.fixture.js';
import {
  aPurchase,
  aReturn,
  giveBack,
  line,
  openShop,
  purchase,
  TEA,
  teaProgramme,
} from '../../testing/shop.fixture.js';
import { movePoints } from '../accounts/move-points.js';
import { postVoid } from '../voids/post-void.js';
import { tiersOf } from './tier-book.js';

const TIERS = `
offers:
  - { id: gold, give: { multiply: 1.25 }, only: { tiers: [gold] } }
tiers:
  period: calendar_year
  ladder:
    - { id: bronze, name: Bronze }
    - { id: silver, name: Silver, needs: { points: 500 } }
    - { id: gold, name: Gold, needs: { points: 1000 } }
`;
const CARDS = { ann: '4007', bob: '4008', home: '4009' } as const;
type Name = keyof typeof CARDS;

async function aFamily() {
  const shop = await openShop(teaProgramme({ programme: TIERS }));
  const joined = (name: Name) => shop.members.join(TEA, { kind: 'card', value: CARDS[name] });
  const members = { ann: joined('ann'), bob: joined('bob'), home: joined('home') };
  let moves = 0;
  const move = (from: Name, to: Name, { who, whole }: { readonly who: readonly Name[]; readonly whole: boolean }) =>
    movePoints(
      {
        move: `mov_${++moves}`,
        programme: TEA,
        from: members[from].account,
        to: members[to].account,
        members: who.map((name) => members[name].member),
        whole,
        ...(!whole && { undoes: 'mov_1' }),
      },
      shop,
    );
  const counts = async (name: Name) =>
    (await shop.store.load(tiersStream, tiersOf(members[name].account))).state.counts;

  return {
    shop,
    members,
    move,
    counts,
    buys: (name: Name, on: string, amount: string) =>
      purchase(
        shop,
        aPurchase({ member: { card: CARDS[name] }, occurredAt: `${on}T10:00:00Z`, lines: [line('1', amount)] }),
      ),
    /** The tier, and what of the base rule counts. */
    async stands(name: Name) {
      const rules = shop.programmes.latest(TEA)?.programme.tiers?.rules;
      if (!rules) throw new Error('no tiers');
      const { state } = await shop.store.load(tiersStream, tiersOf(members[name].account));
      const now = shop.clock.now();
      const points = (await counts(name)).reduce(
        (sum, { kind, counted: [first] }) => sum + Number(first?.points ?? 0n) * (kind === 'purchase' ? 1 : -1),
        0,
      );
      return `${tierAt(rules, tierStateOf(rules, state, 0), now).id ?? 'none'} ${points}`;
    },
  };
}

describe('The tier of two members who become one', () => {
  it('counts what both have bought, and rewards by it', async () => {
    const { buys, move, stands } = await aFamily();
    await buys('ann', '2026-03-01', '600.00');
    await buys('bob', '2026-03-02', '450.00');
    await move('ann', 'bob', { who: ['ann'], whole: true });
    expect([await stands('ann'), await stands('bob')]).toEqual(['bronze 0', 'gold 1050']);
    expect(gave(await buys('ann', '2026-03-03', '100.00'))).toEqual({ base: 100, gold: 25 });
    expect(await stands('bob')).toBe('gold 1150');
  });

  it('loses what a return of before, or a void, takes back, once', async () => {
    const { shop, buys, move, stands } = await aFamily();
    const { first } = await buys('ann', '2026-03-01', '600.00');
    const other = await buys('ann', '2026-03-01', '10.00');
    await buys('bob', '2026-03-02', '450.00');
    await move('ann', 'bob', { who: ['ann'], whole: true });
    await giveBack(shop, aReturn({ purchase: { id: first.purchase }, lines: [{ id: '1', quantity: '1' }] }));
    await postVoid({ id: other.first.purchase }, shop);
    expect([await stands('ann'), await stands('bob')]).toEqual(['bronze 0', 'bronze 450']);
  });

  it('moves once, however often it is asked to', async () => {
    const { shop, members, buys, stands } = await aFamily();
    await buys('ann', '2026-03-01', '600.00');
    const asked = { move: 'mov_1', programme: TEA, from: members.ann.account, to: members.bob.account };
    const merge = () => movePoints({ ...asked, members: [members.ann.member], whole: true }, shop);
    await Promise.all([merge(), merge()]);
    await merge();
    expect(await stands('bob')).toBe('silver 600');
  });

  it('says nothing where nothing was counted', async () => {
    const { shop, members, move, counts } = await aFamily();
    await move('ann', 'bob', { who: ['ann'], whole: true });
    expect(await counts('bob')).toEqual([]);
    expect(await shop.store.readStream(tiersOf(members.ann.account), 0)).toEqual([]);
  });
});

describe('The tiers of two members who part again', () => {
  it('are exactly what each bought, before and together, in their years of membership', async () => {
    const { shop, buys, move, stands, counts } = await aFamily();
    await buys('ann', '2026-03-01', '600.00');
    const before = await counts('ann');
    await move('ann', 'bob', { who: ['ann'], whole: true });
    await buys('bob', '2026-03-02', '450.00');
    const { first } = await buys('ann', '2026-03-03', '500.00');
    await giveBack(shop, aReturn({ purchase: { id: first.purchase }, lines: [{ id: '1', amount: '100.00' }] }));
    await move('bob', 'ann', { who: ['ann'], whole: false });
    expect([await stands('ann'), await stands('bob')]).toEqual(['gold 1000', 'bronze 450']);
    const after = await counts('ann');
    expect(after[0]).toEqual(before[0]);
    expect(after.map(({ kind }) => kind)).toEqual(['purchase', 'purchase', 'return']);
  });

  it('lose what comes back later where it counts now', async () => {
    const { shop, buys, move, stands } = await aFamily();
    await move('ann', 'bob', { who: ['ann'], whole: true });
    const { first } = await buys('ann', '2026-03-01', '600.00');
    await buys('bob', '2026-03-02', '450.00');
    await move('bob', 'ann', { who: ['ann'], whole: false });
    expect([await stands('ann'), await stands('bob')]).toEqual(['silver 600', 'bronze 450']);
    await giveBack(shop, aReturn({ purchase: { id: first.purchase }, lines: [{ id: '1', quantity: '1' }] }));
    expect([await stands('ann'), await stands('bob')]).toEqual(['bronze 0', 'bronze 450']);
  });
});

describe('The tier of a household', () => {
  it('counts what all have bought; who leaves takes their own, also what was merged into them', async () => {
    const { buys, move, stands } = await aFamily();
    await buys('ann', '2026-03-01', '300.00');
    await buys('bob', '2026-03-02', '400.00');
    await move('ann', 'home', { who: ['ann'], whole: true });
    await move('bob', 'home', { who: ['bob'], whole: true });
    await buys('bob', '2026-03-03', '350.00');
    expect(await stands('home')).toBe('gold 1050');
    await move('home', 'bob', { who: ['bob'], whole: false });
    expect([await stands('home'), await stands('bob'), await stands('ann')]).toEqual([
      'bronze 300',
      'silver 750',
      'bronze 0',
    ]);
  });
});
