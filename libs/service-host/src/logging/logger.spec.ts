import { describe, expect, it } from '@jest/globals';
import { createLogger } from './logger.js';
import { NestLogger } from './nest-logger.js';

function capture(level = 'trace') {
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger({
    level,
    name: 'accrual',
    destination: { write: (line) => lines.push(JSON.parse(line)) },
  });
  return { lines, logger };
}

describe('The log', () => {
  it('is JSON with the level and the time in words', () => {
    const { lines, logger } = capture();
    logger.info({ shard: 3 }, 'caught up');
    expect(lines).toEqual([
      { level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/), name: 'accrual', shard: 3, msg: 'caught up' },
    ]);
  });

  it('shows no secret and no body, should one be logged by mistake', () => {
    const { lines, logger } = capture();
    logger.info({
      authorization: 'Bearer x',
      req: { headers: { authorization: 'y' }, body: { phone: '+49' } },
      token: 'z',
    });
    expect(JSON.stringify(lines)).not.toMatch(/Bearer x|"y"|\+49|"z"/);
  });

  it('takes what Nest says of its own start as details', () => {
    const { lines, logger } = capture();
    const nest = new NestLogger(logger);
    nest.log('Mapped {/v1/purchases, POST} route', 'RouterExplorer');
    nest.warn('slow', 'Injector');
    nest.error('cannot start', 'stack of it', 'NestFactory');
    nest.error(new Error('broken'));
    expect(lines).toMatchObject([
      { level: 'debug', context: 'RouterExplorer', msg: 'Mapped {/v1/purchases, POST} route' },
      { level: 'warn', context: 'Injector', msg: 'slow' },
      { level: 'error', context: 'NestFactory', stack: 'stack of it', msg: 'cannot start' },
      { level: 'error', msg: 'broken', err: { type: 'Error' } },
    ]);
  });

  it('says nothing of requests at its usual level', () => {
    const { lines, logger } = capture('info');
    logger.debug('request');
    expect(lines).toEqual([]);
  });
});
