import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Command, createInMemoryStore, type EventStore } from '@loyalty/event-store';
import { type Account, accountStream, bookDue, burn, type Decision, earn, hold } from '@loyalty/ledger';
import { countedStore } from './counted-store.js';

const STREAM = '00000000-0000-7000-8000-000000000001';
const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
const JUNE = day('2026-06-01');
const asked = { member: 'mem_ann', occurredAt: JUNE, now: JUNE };
const points = [{ wallet: 'points', points: 30n }];

describe('Points that are counted', () => {
  let counted: Record<string, number>;
  let store: EventStore;
  beforeEach(() => {
    counted = {};
    store = countedStore(createInMemoryStore({ clock: { now: () => JUNE } }), {
      count(verb, { wallet, programme }, moved) {
        const key = `${verb} ${wallet} ${programme}`;
        counted[key] = (counted[key] ?? 0) + Number(moved);
      },
      programmeWith: () => 'the only one',
    });
  });

  const deciding = (claim: string | null, decide: (account: Account) => Decision): Command<string> => ({
    on: STREAM,
    decide(view) {
      const key = claim === null ? undefined : { kind: 'test', scope: 'tea', key: claim };
      if (key && view.claimed(key)) return { answer: 'repeated', appends: [] };
      const { state } = view.state(accountStream, STREAM);
      const decision = decide(state);
      if (!decision.accepted) throw new Error(decision.rejection.reason);
      const events = decision.events.map((event) => ({ event, occurredAt: event.occurredAt }));
      const claims = key ? [{ ...key, fingerprint: '0'.repeat(32) }] : [];
      const append = { category: accountStream, stream: STREAM, events, claims };
      return { answer: 'done', appends: [append] };
    },
  });
  const earning = deciding('earn', (account) => {
    const terms = { wallet: 'points', availableAt: JUNE, expiresAt: day('2026-08-01') };
    return earn({ ...asked, purchase: 'pur_1', lots: [{ lot: 'lot_1', points: 100n, ...terms }] }, account);
  });

  it('are those of what was committed, once', async () => {
    await store.preview(earning);
    expect(counted).toEqual({});
    await store.execute(earning);
    await store.execute(earning);
    expect(counted).toEqual({ 'earned points tea': 100 });
  });

  it('are also those that are set aside and spent', async () => {
    await store.execute(earning);
    await store.execute(deciding('burn', (account) => burn({ ...asked, redemption: 'red_1', points }, account)));
    const lapsesAt = day('2026-06-02');
    const holding = { ...asked, redemption: 'red_2', hold: 'hld_1', points, lapsesAt };
    await store.execute(deciding('hold', (account) => hold(holding, account)));
    expect(counted).toEqual({ 'earned points tea': 100, 'burned points tea': 30, 'held points tea': 30 });
  });

  it('are also those that are booked because their time has come', async () => {
    await store.execute(earning);
    await store.execute(deciding(null, (account) => bookDue(day('2026-09-01'), account)));
    expect(counted).toEqual({ 'earned points tea': 100, 'expired points the only one': 100 });
  });
});
