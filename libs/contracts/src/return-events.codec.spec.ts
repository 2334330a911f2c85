import { describe, expect, it } from '@jest/globals';
import { decodeProgrammeChange, decodeProgrammeRegistered, encodeProgrammeEvent } from './programme-events.codec.js';
import { decodeReturnEvent, encodeReturnEvent } from './return-events.codec.js';
import type { ReturnEvent } from './return-events.js';

const EVENTS: readonly ReturnEvent[] = [
  {
    type: 'ReturnKept',
    return: 'ret_1',
    programme: 'tea',
    source: 's',
    externalId: 'e',
    occurredAt: 1,
    purchase: { source: 's', externalId: 'p' },
    lines: [
      { line: '1', quantity: 1_000_000n },
      { line: '2', amount: '3.33' },
    ],
  },
  {
    type: 'ReturnRecorded',
    return: 'ret_1',
    programme: 'tea',
    occurredAt: 1,
    member: 'mem_1',
    account: 'acc_1',
    accountVersion: 3,
    matched: [
      {
        purchase: 'pur_1',
        line: '1',
        quantity: 1_000_000n,
        amount: 333n,
        currency: 'EUR',
        points: [{ wallet: 'points', points: 3n }],
      },
    ],
    unmatched: [
      { sku: 'A', quantity: 2_000_000n },
      { line: '2', amount: '1.00' },
    ],
    takenBack: [{ wallet: 'points', points: 3n, shortfall: 0n }],
    refund: [{ kind: 'card', currency: 'EUR', amount: 333n }],
    balances: [{ wallet: 'points', available: 0n, held: 0n, pending: 0n, shortfall: 0n }],
  },
  { type: 'ReturnAlsoNamed', source: 's', externalId: 'f', occurredAt: 1 },
];

describe('Events of returns', () => {
  it.each(EVENTS.map((event): [string, ReturnEvent] => [event.type, event]))(
    '%s is read as it was written',
    (_type, event) => {
      expect(decodeReturnEvent(encodeReturnEvent(event))).toEqual(event);
    },
  );

  it('are never guessed at', () => {
    expect(() => decodeReturnEvent({ type: 'ReturnRecorded.v9', payload: '{}' })).toThrow('ReturnRecorded.v9');
  });
});

describe('Events of programmes', () => {
  it('keep a document to the byte', () => {
    const applied = {
      type: 'ProgrammeApplied',
      programme: 'tea',
      version: 1,
      document: '# ☕\r\n\tid: tea\n\n',
      appliedAt: 1,
      actor: 'k',
    } as const;
    expect(decodeProgrammeChange(encodeProgrammeEvent(applied))).toEqual(applied);
    const registered = { type: 'ProgrammeRegistered', programme: 'tea', occurredAt: 1 } as const;
    expect(decodeProgrammeRegistered(encodeProgrammeEvent(registered))).toEqual(registered);
  });
});
