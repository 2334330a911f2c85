import { describe, expect, it } from '@jest/globals';
import { type Account, emptyAccount } from '../account.js';
import { fold } from '../evolve.js';
import { storiesOfEveryEvent } from '../every-event.fixture.js';
import { Ledger, at, lastOf, typesOf } from '../ledger.fixture.js';
import { type Tree, entries, sizeOf } from '../tree.js';
import { snapshot } from './snapshot.js';

/** A rich Account: Lots in two Wallets, a part of one by grace, pending, awaiting, holds open and over, a claim. */
function rich(): Ledger {
  const ledger = new Ledger('2026-01-05');
  ledger.earn({
    L1: { points: 100, expires: '2026-02-01', partner: 'bakery' },
    L3: { points: 50, expires: '2026-12-31' },
    L2: { points: 50 },
    P2: { points: 20, available: '2026-03-01' },
    P1: { points: 20, available: '2026-03-02' },
    W1: { points: 8, available: null, awaits: 'shipped' },
    S1: { points: 9, wallet: 'stamps' },
  });
  ledger.hold('H1', { points: 30, stamps: 2 }, '2026-01-20');
  ledger.capture('H1', { points: 10 });
  ledger.hold('H3', 20, '2026-02-20');
  ledger.hold('H2', 15, '2026-02-25');
  ledger.on('2026-02-01').expire();
  ledger.reverse({ L3: 200 }, 'within_balance');
  ledger.earn({ L4: { points: 7, expires: '2026-12-31' } });
  return ledger;
}

/** What stands in it, however its trees are balanced. */
function contentOf(account: Account) {
  const { version, wallets, places, pending, maturing, holds, lapsing, expired } = account;
  const list = <Entry>(tree: Tree<Entry>): Entry[] => entries(tree);
  return {
    version,
    wallets: wallets.map((wallet) => ({ ...wallet, lots: list(wallet.lots), claims: list(wallet.claims) })),
    places: list(places).map(({ lot, wallet, earnedAt, expiresAt }) => ({ lot, wallet, earnedAt, expiresAt })),
    pending: list(pending),
    maturing: list(maturing),
    holds: list(holds),
    lapsing: list(lapsing),
    expired: list(expired),
  };
}

describe('Snapshot', () => {
  it('is the Account: Lots, pending points, holds, claims, what expired, and every way to find them', () => {
    const { account } = rich();
    expect(contentOf(account).wallets[0]).toMatchObject({ shortfall: expect.anything(), claims: [expect.anything()] });
    const text = snapshot.write(account);
    expect(contentOf(snapshot.read(text))).toEqual(contentOf(account));
    expect(snapshot.write(snapshot.read(text))).toBe(text);
  });

  it('keeps of a Lot that was given who paid for it, and where it was made', () => {
    const { slices } = lastOf(rich().transferOut(5), 'PointsTransferredOut');
    const paid = slices.map((slice) => ({ ...slice, partner: 'bakery' }));
    const bob = new Ledger('2026-02-01');
    bob.transferIn(paid);
    const { account } = bob;
    expect(contentOf(account).wallets[0]?.lots).toEqual([
      expect.objectContaining({ partner: 'bakery', origin: expect.objectContaining({ account: 'acc_ann' }) }),
    ]);
    expect(contentOf(snapshot.read(snapshot.write(account)))).toEqual(contentOf(account));
  });

  it('writes of a Lot that nobody paid for, made here, no more than its own terms', () => {
    const ledger = new Ledger('2026-01-05');
    ledger.earn({ L1: { points: 50 }, L2: { points: 7, partner: 'bakery' } });
    const { wallets } = JSON.parse(snapshot.write(ledger.account)) as { wallets: { lots: unknown }[] };
    const day = at('2026-01-05');
    expect(wallets.map(({ lots }) => lots)).toEqual([
      [
        ['L1', 50, 0, day, null, 0],
        ['L2', 7, 0, day, null, 0, 'bakery'],
      ],
    ]);
  });

  it('holds at every version of an Account in which everything happens', () => {
    for (const { events } of storiesOfEveryEvent()) {
      let account = emptyAccount;
      for (const event of events) {
        account = fold([event], account);
        expect(contentOf(snapshot.read(snapshot.write(account)))).toEqual(contentOf(account));
      }
    }
  });

  it('goes on as the Account would have: the same events lead to the same state', () => {
    const ledger = rich();
    const restored = rich();
    restored.account = snapshot.read(snapshot.write(restored.account));
    for (const each of [ledger, restored]) each.on('2026-06-01');
    const [one, other] = [ledger, restored].map((each) => {
      const story = [each.expire(), each.burn(5), each.release('W1', { available: '2026-06-01' })];
      return [story.map(typesOf), story];
    });
    expect(other).toEqual(one);
  });

  it('keeps a wide Account shallow', () => {
    const ledger = new Ledger();
    const lots = Array.from({ length: 256 }, (_, each) => [`L${each}`, { points: 1 }] as const);
    ledger.earn(Object.fromEntries(lots));
    const { places } = snapshot.read(snapshot.write(ledger.account));
    expect(places && 'parts' in places && places.parts.map(sizeOf)).toEqual(Array.from({ length: 16 }, () => 16));
  });

  it('names each Member once, however many Lots are hers', () => {
    const ledger = new Ledger('2026-01-05');
    ledger.earn({ L1: { points: 5 }, L2: { points: 5 }, L3: { points: 5 } });
    const { members } = JSON.parse(snapshot.write(ledger.account)) as { members: readonly string[] };
    expect(members).toEqual(['mem_ann']);
  });

  it('is of an empty Account too, and says its version and how seldom it is written', () => {
    expect(snapshot.read(snapshot.write(emptyAccount))).toEqual(emptyAccount);
    expect(snapshot).toMatchObject({ version: 3, every: 500 });
  });
});
