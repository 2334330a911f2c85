import { encodeCounterEvent } from '@loyalty/contracts';
import { NO_COUNTERS } from '@loyalty/programme';
import { describe, expect, it } from '@jest/globals';
import { CountersAudit } from './counters-audit.js';
import { Findings } from './findings.js';

const move = (purchase: string) => ({
  ...encodeCounterEvent({
    type: 'CountersMoved',
    programme: 'tea',
    member: 'mem_1',
    account: 'acc_1',
    purchase,
    occurredAt: 0,
    moves: [{ counter: 'offer/tea', window: 'ever', points: 5n }],
    waiting: [],
    settled: [],
  }),
  shard: 0,
  position: 1,
  stream: 'a',
  version: 1,
  category: 'counters',
  occurredAt: 0,
  recordedAt: 1,
  tags: [],
});

describe('A move of counters', () => {
  it.each([
    ['a purchase', 'pur_1'],
    ['an action', 'act_1'],
  ])('must follow from %s', (_title, cause) => {
    const findings = new Findings();
    const audit = new CountersAudit(findings);
    const after = audit.take(move(cause), NO_COUNTERS);
    audit.settle();
    expect(after.given.get('offer/tea')?.get('ever')).toBe(5n);
    expect(findings.different).toBe(1);
  });
});
