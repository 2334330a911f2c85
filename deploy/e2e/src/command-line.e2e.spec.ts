import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { beginLoyalty, createHome, EXAMPLES, loyalty, type TestHome } from './program.fixture.js';

/** Nobody listens there. */
const NOWHERE = ['--url', 'http://127.0.0.1:2', '--key', 'k'];

/** What a person is told, and nothing of where in our code it was noticed. */
describe('The command line', () => {
  let home: TestHome;
  beforeAll(async () => {
    home = await createHome();
  });
  afterAll(() => home.remove());

  const said = async (...args: readonly string[]) => {
    const { code, stderr } = await loyalty(args);
    return { code, first: stderr.split('\n')[0], hasStack: /^ {4}at /m.test(stderr) };
  };

  it.each([
    [['keys', 'revoke', 'key_1', '--reason', '  '], "'  ' is invalid. why, in 3 to 500 characters"],
    [['keys', 'create', '--scopes', 'admin', '--name', ' '], "' ' is invalid. one line that is not blank"],
    [['dead-letters', 'list', ...NOWHERE], 'the server at http://127.0.0.1:2 cannot be reached: ECONNREFUSED'],
    [['database', 'prepare', '--url', 'postgresql://a@127.0.0.1:2/b'], 'ECONNREFUSED 127.0.0.1:2'],
    [['serve', 'nothing-of-ours'], 'set DATABASE_URL: '],
  ])('refuses %j in a line', async (args, why) => {
    const { code, first, hasStack } = await said(...args);
    expect({ code, hasStack }).toEqual({ code: 1, hasStack: false });
    expect(first).toContain(why);
  });

  it.each([[['keys', 'list']], [['dead-letters', 'list']], [['programme', 'history', 'p']]])(
    'makes no installation of a misspelt home for %j',
    async (args) => {
      const misspelt = join(home.directory, 'misspelt');
      expect(await said(...args, '--home', misspelt)).toMatchObject({
        code: 1,
        first: `loyalty: there is no installation in ${misspelt}; name its directory with --home`,
      });
      expect(existsSync(misspelt)).toBe(false);
    },
  );

  it('says nothing when whoever reads has seen enough', async () => {
    const child = beginLoyalty(['programme', 'check', join(EXAMPLES, 'programmes', 'tea-shop.yaml')]);
    child.stdout?.destroy();
    const ended = once(child, 'close');
    if (child.stderr === null) throw new Error('it has a standard error');
    expect(await text(child.stderr)).toBe('');
    expect(await ended).toEqual([1, null]);
  });
});
