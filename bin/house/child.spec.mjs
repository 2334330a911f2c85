import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { runToItsEnd } from './child.mjs';

const childModule = new URL('./child.mjs', import.meta.url).href;
const node = (script) => ['--input-type=module', '--eval', script];

describe('A command', () => {
  it('ends with the code of what it ran', async () => {
    const { exitCode } = await runToItsEnd(process.execPath, node('process.exit(7)'), {});
    expect(exitCode).toBe(7);
  });

  it('ends as a shell would say when a signal ended what it ran', async () => {
    const { exitCode, stoppedBy } = await runToItsEnd(
      process.execPath,
      node("process.kill(process.pid, 'SIGKILL')"),
      {},
    );
    expect({ exitCode, stoppedBy }).toEqual({ exitCode: 137, stoppedBy: 'SIGKILL' });
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'])('passes %s on and waits until what it ran has tidied up', async (signal) => {
    const inner = `process.on('${signal}', () => { console.log('tidied'); setTimeout(() => process.exit(3), 50); }); console.log('up'); setInterval(() => {}, 1000);`;
    const outer = `import { runToItsEnd } from '${childModule}';
      const { exitCode } = await runToItsEnd(process.execPath, ['--eval', ${JSON.stringify(inner)}], { stdio: 'inherit' });
      process.exitCode = exitCode;`;
    const child = spawn(process.execPath, node(outer), { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk) => {
      if (!said) child.kill(signal);
      said += chunk;
    });
    const [code] = await once(child, 'close');
    expect({ code, said }).toEqual({ code: 3, said: 'up\ntidied\n' });
  });

  it('says when there is no such program', async () => {
    await expect(runToItsEnd('no-such-program', [], {})).rejects.toThrow('ENOENT');
  });
});
