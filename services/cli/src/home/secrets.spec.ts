import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadSecrets } from './secrets.js';

describe('The secrets of an installation', () => {
  let home: string;
  beforeEach(async () => (home = await mkdtemp(join(tmpdir(), 'loyalty-secrets-'))));
  afterEach(() => rm(home, { recursive: true, force: true }));

  const key = (fill: number): string => Buffer.alloc(32, fill).toString('base64');

  it('are made once, for their owner alone', async () => {
    const first = await loadSecrets(home, {});
    expect(await loadSecrets(home, {})).toEqual(first);
    expect((await stat(join(home, 'secrets.json'))).mode & 0o777).toBe(0o600);
  });

  it('come from the environment where it has them, and then nothing is written', async () => {
    const environment = { LOYALTY_IDENTITY_KEY: key(1), LOYALTY_MASTER_KEY: key(2), LOYALTY_FINGERPRINT_KEY: key(3) };
    expect((await loadSecrets(home, environment)).masterKey).toEqual(Buffer.alloc(32, 2));
    await expect(stat(join(home, 'secrets.json'))).rejects.toThrow('ENOENT');
  });

  it('are refused when only some are set, or one is too short, without showing it', async () => {
    await expect(loadSecrets(home, { LOYALTY_MASTER_KEY: key(2) })).rejects.toThrow('or none');
    const short = { LOYALTY_IDENTITY_KEY: key(1), LOYALTY_MASTER_KEY: 'c2hvcnQ=', LOYALTY_FINGERPRINT_KEY: key(3) };
    await expect(loadSecrets(home, short)).rejects.toThrow('LOYALTY_MASTER_KEY must be 32 bytes in base64');
  });
});
