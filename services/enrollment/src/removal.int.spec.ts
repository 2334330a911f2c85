import { describe, expect, it } from '@jest/globals';
import { eventually } from './testing/enrollment.fixture.js';
import { card, useTwoProcesses } from './testing/two-processes.fixture.js';

describe('An identity that was removed', () => {
  const pair = useTwoProcesses();

  it('is unknown in every other process within a second', async () => {
    const { member } = await pair.newMember({ card: '4007' });
    const view = await pair.one.call('GET', `/v1/members/${member.id}`);
    const [identity] = view.body.member.identities;
    for (const process of [pair.one, pair.other, pair.one, pair.other]) {
      expect(await process.enrollment.resolve([card('4007')])).toMatchObject([{ membership: { member: member.id } }]);
    }

    const removed = await pair.one.call('DELETE', `/v1/members/${member.id}/identities/card/${identity?.id}`, {
      key: 'remove',
    });
    expect(removed.status).toBe(200);
    expect(await pair.one.enrollment.resolve([card('4007')])).toEqual([{ stranger: expect.any(String) }]);
    await eventually(async () => 'stranger' in ((await pair.other.enrollment.resolve([card('4007')]))[0] ?? {}), 1_000);
  });

  it('is unknown within a second also where the news cannot arrive, since a connection is silent', async () => {
    const { member } = await pair.newMember({ card: '4007' });
    const view = await pair.one.call('GET', `/v1/members/${member.id}`);
    const removal = `/v1/members/${member.id}/identities/card/${view.body.member.identities[0]?.id}`;
    const remembered = async () => 'membership' in ((await pair.other.enrollment.resolve([card('4007')]))[0] ?? {});
    expect(await remembered()).toBe(true);

    // Stopped and not closed: a connection whose host has gone looks the same.
    const { rows: listening } = await pair.database.pool.query<{ pid: number }>(LISTENING);
    expect(listening).toHaveLength(2);
    for (const { pid } of listening) process.kill(pid, 'SIGSTOP');
    try {
      await pair.one.call('DELETE', removal, { key: 'remove' });
      await eventually(async () => !(await remembered()), 1_000);
    } finally {
      for (const { pid } of listening) process.kill(pid, 'SIGCONT');
    }
  });

  it('can be given to another member, who is then found by it', async () => {
    const ann = await pair.newMember({ card: '4007' });
    const bob = await pair.newMember({ card: '5005' });
    const view = await pair.one.call('GET', `/v1/members/${ann.member.id}`);
    await pair.one.call(
      'DELETE',
      `/v1/members/${ann.member.id}/identities/card/${view.body.member.identities[0]?.id}`,
      { key: 'remove' },
    );
    await pair.one.call('POST', `/v1/members/${bob.member.id}/identities`, { body: { card: '4007' }, key: 'add' });
    expect(await pair.one.enrollment.resolve([card('4007')])).toMatchObject([
      { membership: { member: bob.member.id } },
    ]);
  });
});

/** Both processes' ears: nothing else of theirs asks for nothing. */
const LISTENING = `
  select pid from pg_stat_activity where datname = current_database() and query in ('select', 'listen enrollment_removals')`;
