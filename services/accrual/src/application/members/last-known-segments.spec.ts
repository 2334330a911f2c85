import { describe, expect, it } from '@jest/globals';
import { ServiceUnavailable } from '@loyalty/service-host/values';
import { lastKnownSegments } from './last-known-segments.js';
import type { SegmentQuestion } from '../ports.js';

const of = (account: string, version = 1): SegmentQuestion => ({ programme: 'tea', version, member: 'mem', account });

/** Fans is who is asked of the first time, and nobody any more. */
function campaign() {
  let asked = 0;
  const service = {
    away: undefined as Error | undefined,
    async of(questions: readonly SegmentQuestion[]) {
      if (service.away) throw service.away;
      const found = asked++ === 0 ? ['fans'] : [];
      return questions.map(() => new Set(found));
    },
  };
  return service;
}

describe('Segments while campaign is away', () => {
  it('are those that were said of the member last', async () => {
    const service = campaign();
    const segments = lastKnownSegments(service);
    expect(await segments.of([of('ann'), of('ben')])).toEqual([new Set(['fans']), new Set(['fans'])]);
    service.away = new ServiceUnavailable('campaign');
    expect(await segments.of([of('ben'), of('ann')])).toEqual([new Set(['fans']), new Set(['fans'])]);
    service.away = undefined;
    expect(await segments.of([of('ann')])).toEqual([new Set()]);
    service.away = new ServiceUnavailable('campaign');
    expect(await segments.of([of('ann')])).toEqual([new Set()]);
  });

  it('are never guessed: of whom nothing was said by that version, it is said that nobody can say', async () => {
    const service = campaign();
    const segments = lastKnownSegments(service, 1);
    await segments.of([of('ann'), of('ben')]);
    service.away = new ServiceUnavailable('campaign');
    await expect(segments.of([of('ben', 2)])).rejects.toThrow('campaign cannot be asked');
    await expect(segments.of([of('ben'), of('ann')])).rejects.toThrow('campaign cannot be asked');
    expect(await segments.of([of('ben')])).toHaveLength(1);
  });

  it('are not made up for a bug either', async () => {
    const service = campaign();
    const segments = lastKnownSegments(service);
    await segments.of([of('ann')]);
    service.away = new Error('a bug');
    await expect(segments.of([of('ann')])).rejects.toThrow('a bug');
  });
});
