import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MEMBER_SHARDS, type MemberEvent } from '@loyalty/contracts';
import { migrate } from '@loyalty/postgres';
import { newUuid, toId } from '@loyalty/service-host';
import { createTestDatabase, startTestPostgres, type TestDatabase, type TestPostgres } from '@loyalty/testing';
import { copiedMembers, type CopiedMembers } from './adapters/bus/copied-members.js';
import { CopyCut, type MemberCopy, memberCopyInPostgres } from './adapters/postgres/member-copy.js';
import type { Question } from './application/ports.js';

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));
const HASH = Buffer.alloc(32, 7);

/** Shards whose events a test writes, numbered as enrollment numbers them. */
class Log {
  readonly shards: MemberEvent[][] = Array.from({ length: MEMBER_SHARDS }, () => []);
  private version = 0;

  add(shard: number, event: Happened): MemberEvent {
    const events = this.shards[shard] ?? [];
    const place = { shard, position: events.length + 1, version: (this.version += 1), occurredAt: 1 };
    events.push({ ...place, ...event });
    return { ...place, ...event };
  }
}

type Happened = MemberEvent extends infer Each
  ? Each extends MemberEvent
    ? Omit<Each, 'shard' | 'position' | 'version' | 'occurredAt'>
    : never
  : never;

describe('The copy of who is who', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let copy: MemberCopy;
  let log: Log;
  const [ann, bob] = [toId('mem', newUuid()), toId('mem', newUuid())];

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
    await migrate(database.pool, { schema: 'accrual', directory: MIGRATIONS });
    copy = memberCopyInPostgres(database.pool);
  });
  beforeEach(async () => {
    log = new Log();
    await database.pool.query('truncate accrual.known_identities, accrual.known_accounts, accrual.known_places');
    await database.pool.query('truncate accrual.known_until');
  });
  afterAll(async () => {
    await database?.drop();
  });
  afterAll(() => server?.stop());

  const join = (shard: number, member: string) =>
    log.add(shard, { type: 'joined', member, programme: 'tea', account: toId('acc', newUuid()) });
  const attach = (shard: number, member: string, identity: string) =>
    log.add(shard, { type: 'attached', member, identity, hash: HASH });
  const owner = async () => (await copy.look([{ programme: 'tea', hash: HASH }]))[0]?.membership.member;

  it('ends with whom an identity was given to last, in whatever order the shards of the two are read', async () => {
    const [first, second] = [toId('str', newUuid()), toId('str', newUuid())];
    const annEvents = [join(0, ann), attach(0, ann, first)];
    annEvents.push(log.add(0, { type: 'detached', member: ann, identity: first }));
    const bobEvents = [join(1, bob), attach(1, bob, second)];
    await copy.take(1, bobEvents);
    expect(await owner()).toBe(bob);
    for (const event of annEvents) {
      await copy.take(0, [event]);
      expect(await owner()).toBe(bob);
    }
    await copy.take(1, [log.add(1, { type: 'detached', member: bob, identity: second })]);
    expect(await owner()).toBeUndefined();
  });

  it('keeps nothing of an erased member, whether it learns of it at once or later', async () => {
    const events = [join(0, ann), attach(0, ann, toId('str', newUuid()))];
    const erased = log.add(0, { type: 'erased', member: ann });
    await copy.take(0, events);
    expect(await owner()).toBe(ann);
    await copy.take(0, [erased]);
    await database.pool.query('update accrual.known_places set position = 0');
    await copy.take(0, [...events, erased]);
    const { rows } = await database.pool.query(
      'select member from accrual.known_identities union all select member from accrual.known_accounts',
    );
    expect(rows).toEqual([]);
  });

  it('takes in each event once, though two processes bring it, and nothing behind what is missing', async () => {
    const other = memberCopyInPostgres(database.pool);
    const events = Array.from({ length: 50 }, () => join(2, toId('mem', newUuid())));
    await Promise.all([0, 10, 20].flatMap((to) => [copy, other].map((each) => each.take(2, events.slice(0, 30 + to)))));
    expect((await copy.places()).get(2)).toBe(50);
    await expect(copy.take(3, [{ ...join(3, ann), position: 2 }])).rejects.toThrow(CopyCut);
    expect((await copy.places()).get(3)).toBeUndefined();
  });

  it('undoes the effect with the place when the transaction fails', async () => {
    const broken = [join(0, ann), { ...attach(0, ann, toId('str', newUuid())), identity: 'str_none' }];
    await expect(copy.take(0, broken)).rejects.toThrow('is the id of no');
    expect(await copy.look([{ programme: 'tea', member: '00000000-0000-0000-0000-000000000000' }])).toEqual([
      undefined,
    ]);
    const { rows } = await database.pool.query('select from accrual.known_accounts');
    expect([rows.length, (await copy.places()).get(0)]).toEqual([0, undefined]);
  });

  describe('that is kept', () => {
    let copied: CopiedMembers;
    let state: { isAway: boolean; silent: boolean };
    const errors: unknown[] = [];
    class ServiceUnavailable extends Error {
      override readonly name = 'ServiceUnavailable';
    }

    const open = async (bounds = {}) => {
      const unlessAway = <T>(value: T) => {
        if (state.isAway) throw new ServiceUnavailable();
        return value;
      };
      copied = copiedMembers({
        copy: {
          recognitionKey: Buffer.alloc(32, 1),
          shards: MEMBER_SHARDS,
          bounds,
          source: {
            heads: async () => unlessAway(log.shards.map(({ length }) => length)),
            readShard: async (shard, after, limit) =>
              state.silent ? [] : unlessAway((log.shards[shard] ?? []).slice(after, after + limit)),
            onCommit: () => () => undefined,
          },
        },
        elsewhere: {
          resolve: async (questions) => questions.map(() => unlessAway({ stranger: 'str_asked' })),
          enrol: async () => [],
          facts: async () => [],
        },
        pool: database.pool,
        onError: (error) => errors.push(error),
      });
      await copied.start();
    };
    beforeEach(() => {
      state = { isAway: false, silent: false };
      errors.length = 0;
    });

    const byId = (id: string): Question => ({ programme: 'tea', identity: { kind: 'id', value: id } });
    const isKnown = async (id: string) => {
      try {
        return 'membership' in ((await copied.members.resolve([byId(id)]))[0] ?? {});
      } catch {
        return 'away';
      }
    };
    const until = async (isSo: () => Promise<boolean>) => {
      const deadline = Date.now() + 15_000;
      while (!(await isSo())) {
        if (Date.now() > deadline) throw new Error('it did not come to be so');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };

    it('forgets an erased member, remembered or not, and no longer answers once it is known to be behind', async () => {
      join(4, ann);
      join(5, bob);
      await open({ ageMsMax: 1_000 });
      try {
        await until(async () => (await isKnown(ann)) === true && (await isKnown(bob)) === true);
        log.add(4, { type: 'erased', member: ann });
        await until(async () => (await isKnown(ann)) === false);
        // The bus is silent and enrollment says that there is more: what is remembered ends with the bound.
        state.silent = true;
        log.add(5, { type: 'erased', member: bob });
        const since = Date.now();
        await until(async () => (await isKnown(bob)) === false);
        expect(Date.now() - since).toBeLessThan(2_000);
        expect(errors).toEqual([]);
      } finally {
        await copied.stop();
      }
    });

    it('follows a member whose accounts are another’s from now on, remembered or not', async () => {
      join(4, ann);
      await open({ ageMsMax: 60_000 });
      const account = async () => {
        const [answer] = await copied.members.resolve([byId(ann)]);
        return answer && 'membership' in answer ? answer.membership.account : undefined;
      };
      try {
        await until(async () => (await isKnown(ann)) === true);
        const shared = toId('acc', newUuid());
        log.add(4, { type: 'joined', member: ann, programme: 'tea', account: shared });
        await until(async () => (await account()) === shared);
        expect(errors).toEqual([]);
      } finally {
        await copied.stop();
      }
    });

    it('answers alone while enrollment is away, also after a start, and only as long as it may', async () => {
      join(6, ann);
      await open();
      await until(async () => (await isKnown(ann)) === true);
      await until(async () => (await copy.told()) !== undefined);
      await copied.stop();

      state.isAway = true;
      await open();
      await until(async () => (await isKnown(ann)) === true);
      expect(await isKnown(bob)).toBe('away');
      await copied.stop();
      await open({ ageMsMax: 0, aloneMsMax: 1 });
      await until(async () => errors.length > 0);
      expect(await isKnown(ann)).toBe('away');
      await copied.stop();
    });

    it('is read again when somebody has emptied it, and is not believed before it is whole', async () => {
      join(7, ann);
      join(7, bob);
      await open();
      try {
        await until(async () => (await isKnown(ann)) === true);
        await database.pool.query('truncate accrual.known_identities, accrual.known_accounts, accrual.known_places');
        log.add(7, { type: 'erased', member: ann });
        await until(async () => errors.some((error) => error instanceof CopyCut));
        await until(async () => (await isKnown(ann)) === false);
        await until(async () => (await isKnown(bob)) === true);
        expect((await copy.places()).get(7)).toBe(3);
      } finally {
        await copied.stop();
      }
    });
  });
});
