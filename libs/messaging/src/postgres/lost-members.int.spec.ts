import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, it } from '@jest/globals';
import {
  createTestDatabase,
  startSource,
  startTestPostgres,
  type TestDatabase,
  type TestPostgres,
} from '@loyalty/testing';
import { aTopic, numbered, until } from '../contract/adapter.features.js';
import type { Bus } from '../messaging.js';
import { createPostgresBus } from './postgres-bus.js';

interface MemberProcess {
  readonly process: ChildProcess;
  /** Partitions of the batches that it has handled. */
  readonly handled: Set<string>;
}

describe('a member of a group on PostgreSQL', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let bus: Bus;
  let topic: string;
  let group: string;
  const members: MemberProcess[] = [];

  beforeAll(async () => {
    server = await startTestPostgres();
    database = await createTestDatabase(server);
    await database.pool.query('create table places (partition int primary key, next bigint not null)');
    bus = await createPostgresBus({ pool: database.pool });
  });
  afterAll(async () => {
    for (const { process: child } of members) child.kill('SIGKILL');
    await bus.close();
    await database.drop();
    await server.stop();
  });
  beforeEach(async () => {
    const declared = { ...aTopic(), partitions: 4 };
    await bus.declare([declared]);
    topic = declared.name;
    group = `group of ${topic}`;
    await database.pool.query('truncate places');
  });

  const start = async (): Promise<MemberProcess> => {
    const main = fileURLToPath(new URL('./member-process.features.ts', import.meta.url));
    const child = startSource(main, [database.url, topic, group]);
    const member = { process: child, handled: new Set<string>() };
    members.push(member);
    createInterface({ input: child.stdout }).on('line', (line) => member.handled.add(line));
    await until(() => member.handled.has('here'), 'the member is here');
    return member;
  };
  /** Sends to every partition until a member has had work of all that are named. */
  const feed = (isDone: () => boolean): Promise<void> =>
    until(async () => {
      for (let partition = 0; partition < 4; partition += 1) await bus.send(topic, partition, numbered(1));
      return isDone();
    });
  const partitionsOf = ({ handled }: MemberProcess): number => [...handled].filter((line) => line !== 'here').length;

  it('shares with another process, and has all partitions once that one is killed', async () => {
    const [first, second] = [await start(), await start()];
    await until(areShared);
    first.handled.clear();
    second.handled.clear();
    await feed(() => partitionsOf(first) === 2 && partitionsOf(second) === 2);
    second.process.kill('SIGKILL');
    await feed(() => partitionsOf(first) === 4);
    first.process.kill('SIGKILL');
  });

  it('loses its partitions when it hangs, though its connection stands', async () => {
    const [first, second] = [await start(), await start()];
    await until(areShared);
    first.handled.clear();
    second.process.kill('SIGSTOP');
    await feed(() => partitionsOf(first) === 4);
    // Once it is awake it finds its session ended, comes back as a new member, and has its share again.
    second.handled.clear();
    second.process.kill('SIGCONT');
    await feed(() => partitionsOf(second) === 2);
    for (const { process: child } of [first, second]) child.kill('SIGKILL');
  });

  it('gets a new session when the database ends its own, and goes on', async () => {
    const member = await start();
    await feed(() => partitionsOf(member) === 4);
    const before = await holders();
    await database.pool.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [before]);
    // A session that is gone may go on with what it has in hand; another one is what shows that it came back.
    await until(async () => (await holders()).some((pid) => !before.includes(pid)));
    member.handled.clear();
    await feed(() => partitionsOf(member) === 4);
    member.process.kill('SIGKILL');
  });

  const holders = async (): Promise<number[]> => {
    const { rows } = await database.pool.query<{ pid: number }>(
      "select distinct pid from pg_locks where locktype = 'advisory'",
    );
    return rows.map(({ pid }) => pid);
  };
  /** Each of the two has a lock of its own besides those of its partitions. */
  const areShared = async (): Promise<boolean> => {
    const { rows } = await database.pool.query<{ locks: number }>(
      "select count(*)::int4 as locks from pg_locks where locktype = 'advisory' group by pid",
    );
    return rows.length === 2 && rows.every(({ locks }) => locks === 3);
  };
});
