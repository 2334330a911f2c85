import { describe, expect, it } from '@jest/globals';
import { AccountVersions } from './account-versions.js';

describe('Waiting for a version', () => {
  const versionsOf = (version: { is: number; asked?: number; hurried?: number }, waitMsMax = 400) =>
    new AccountVersions({
      reads: {
        version: () => {
          version.asked = (version.asked ?? 0) + 1;
          return Promise.resolve(version.is);
        },
      },
      hurry: () => {
        version.hurried = (version.hurried ?? 0) + 1;
      },
      waitMsMax,
    });

  it('is over at once when it is there', async () => {
    const version = { is: 3, hurried: 0 };
    expect(await versionsOf(version).atLeast('a', 3)).toEqual({ reached: true });
    expect(version.hurried).toBe(0);
  });

  it('ends as soon as the projection says that the account has moved', async () => {
    const version = { is: 1 };
    const versions = versionsOf(version, 60_000);
    const began = performance.now();
    const waiting = versions.atLeast('a', 2);
    await new Promise((resolve) => setTimeout(resolve, 20));
    version.is = 2;
    versions.wake(['b', 'a']);
    expect(await waiting).toEqual({ reached: true });
    expect(performance.now() - began).toBeLessThan(90);
  });

  it('ends without a word from the projection, which may run in another process', async () => {
    const version = { is: 1 };
    const waiting = versionsOf(version, 60_000).atLeast('a', 2);
    version.is = 5;
    expect(await waiting).toEqual({ reached: true });
  });

  it('gives up in time, says how far it is, and has not asked in a tight loop', async () => {
    const version = { is: 1, asked: 0 };
    expect(await versionsOf(version).atLeast('a', 2)).toEqual({ reached: false, version: 1 });
    expect(version.asked).toBeLessThanOrEqual(6);
  });
});
