import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHome, loyalty, RunningProgram, type TestHome } from './program.fixture.js';
import { processesOn } from './processes.fixture.js';

interface Balances {
  readonly items: readonly { readonly account: string; readonly wallets: readonly { readonly available: number }[] }[];
}

describe('loyalty start', () => {
  let home: TestHome;
  let program: RunningProgram | undefined;

  beforeEach(async () => (home = await createHome()));
  afterEach(async () => {
    await program?.stop();
    await home.remove();
  });

  const start = async (...more: string[]) => (program = await RunningProgram.start(home.directory, ['start', ...more]));

  it('shows an empty home a shop day, once, and finds everything when it is started again', async () => {
    const first = await start();
    expect(first.output().stdout).toContain('She buys three packets of tea');
    expect(first.output().stdout).toContain('repeated: true');
    expect(first.output().stdout).toContain("code: 'insufficient_points'");
    expect(first.output().stdout.trimEnd().split('\n').at(-1)).toBe(`ready ${first.url}`);
    const before = await first.get<Balances>('/v1/balances');
    expect(before.body.items.map(({ wallets }) => wallets[0]?.available)).toEqual([36]);
    expect(await first.stop('SIGINT')).toBe(0);
    expect(await processesOn(home.directory)).toEqual([]);

    const second = await start();
    expect(second.output().stdout).not.toContain('shop day');
    expect((await second.get<Balances>('/v1/balances')).body.items).toEqual(before.body.items);
  });

  it('plays nothing when asked not to, and still has the example programme for a first purchase', async () => {
    const running = await start('--no-demo');
    expect((await running.get<Balances>('/v1/balances')).body.items).toEqual([]);
    const { body } = await running.get<{ items: { id: string }[] }>('/v1/programmes');
    expect(body.items.map(({ id }) => id)).toEqual(['tea-shop']);
  });

  it('keeps the admin key for its owner alone, and says where it is', async () => {
    const { output } = await start('--no-demo');
    const file = join(home.directory, 'admin.key');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(output().stdout).toContain(file);
  });

  it('serves its reference, health and metrics', async () => {
    const running = await start('--no-demo');
    expect((await running.get('/openapi.json')).body).toMatchObject({ openapi: '3.1.0' });
    expect((await running.get('/docs')).status).toBe(200);
    expect((await running.get('/health/ready')).status).toBe(200);
    expect((await running.get<string>('/metrics')).body).toContain('http_server_request_duration_seconds');
  });

  it('refuses a home that another process uses, by name', async () => {
    const running = await start('--no-demo');
    const second = await loyalty(['serve', '--home', home.directory, '--port', '0']);
    expect(second.code).toBe(1);
    expect(second.stderr).toContain(`the home ${home.directory} is in use by process ${running.pid}`);
  });

  it('stops in order although the signal comes twice, as it does to a whole process group', async () => {
    const running = await start('--no-demo');
    process.kill(running.pid, 'SIGTERM');
    expect(await running.stop('SIGTERM')).toBe(0);
    expect(await processesOn(home.directory)).toEqual([]);
  });

  it('comes up again after it was killed', async () => {
    const killed = await start();
    await killed.stop('SIGKILL');
    const again = await start();
    expect((await again.get<Balances>('/v1/balances')).body.items).toHaveLength(1);
  });
});
