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
    ['must follow from its purchase', 'pur_1', 1],
    ['by what is no purchase is folded, and not computed anew', 'act_1', 0],
  ])('%s', (_title, cause, different) => {
    const findings = new Findings();
    const audit = new CountersAudit(findings);
    const after = audit.take(move(cause), NO_COUNTERS);
    audit.settle();
    expect(after.given.get('offer/tea')?.get('ever')).toBe(5n);
    expect(findings.different).toBe(different);
  });
});
