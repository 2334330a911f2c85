import { describe, expect, it } from '@jest/globals';
import { CloudEvent, Kafka } from 'cloudevents';
import fc from 'fast-check';
import { cloudEventHeaders, ledgerEventHeaders } from './cloud-events.js';
import { toLedgerMessage } from './ledger-event.convert.js';
import { isTraceparent } from './trace-context.js';

const event = {
  shard: 3,
  position: 17,
  stream: '019b8d2f-7a3c-7000-8000-00009e3779b1',
  version: 2,
  category: 'purchase',
  type: 'VoidAwaited.v1',
  payload: '{"type":"VoidAwaited","occurredAt":1767571200000}',
  occurredAt: Date.parse('2026-01-05T00:00:00Z'),
  recordedAt: Date.parse('2026-01-05T00:00:00.040Z'),
  tags: [],
};
const source = 'https://loyalty.example/ledger';
const trace = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', tracestate: 'shop=1' };

function parsed(headers: Record<string, string>, value: Uint8Array): CloudEvent<unknown> {
  const read = Kafka.toEvent({ headers, body: value, value, key: '' } as never);
  if (Array.isArray(read)) throw new Error('one message became several events');
  return new CloudEvent(read, true);
}

describe('The headers of a message', () => {
  it('are a CloudEvent for whoever knows no more of us', () => {
    const value = toLedgerMessage(event);
    const read = parsed(ledgerEventHeaders(event, { source, trace }), value);
    expect(read.validate()).toBe(true);
    expect({ ...read }).toMatchObject({
      specversion: '1.0',
      id: '3-17',
      source,
      type: 'loyalty.ledger.v1.VoidAwaited',
      time: '2026-01-05T00:00:00.000Z',
      subject: 'purchase/019b8d2f-7a3c-7000-8000-00009e3779b1',
      datacontenttype: 'application/protobuf',
      shard: '3',
      sequence: '0000000000000017',
      recordedtime: '2026-01-05T00:00:00.040Z',
    });
    expect(Buffer.from(read.data as Uint8Array)).toEqual(Buffer.from(value));
  });

  it('name the event, not the version in which it was recorded: a listener needs to know only what it means', () => {
    expect(ledgerEventHeaders({ ...event, type: 'PointsEarned.v0' }, { source })).toMatchObject({
      ce_type: 'loyalty.ledger.v1.PointsEarned',
    });
  });

  it('put positions in order as text', () => {
    const sequence = (position: number) => ledgerEventHeaders({ ...event, position }, { source })['ce_sequence'] ?? '';
    const position = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(position, position, (one, other) => expect(sequence(one) < sequence(other)).toBe(one < other)),
    );
  });

  it('carry the trace that the message belongs to, and none where it is none', () => {
    expect(ledgerEventHeaders(event, { source, trace })).toMatchObject(trace);
    const headers = ledgerEventHeaders(event, { source, trace: { traceparent: 'made up', tracestate: 'shop=1' } });
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['traceparent']));
    expect(headers).not.toHaveProperty('tracestate');
  });

  it('leave out what there is nothing to say of', () => {
    const headers = cloudEventHeaders({ id: '1', source, type: 'a.b', time: 0, contentType: 'application/json' });
    expect(Object.keys(headers).sort()).toEqual([
      'ce_id',
      'ce_source',
      'ce_specversion',
      'ce_time',
      'ce_type',
      'content-type',
    ]);
    expect(parsed(headers, Buffer.from('{"purchase":{}}')).data).toEqual({ purchase: {} });
  });
});

describe('A trace context', () => {
  it.each([
    ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', true],
    ['01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more', true],
    ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more', false],
    ['ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', false],
    ['00-00000000000000000000000000000000-b7ad6b7169203331-01', false],
    ['00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01', false],
    ['00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01', false],
    ['', false],
  ])('%s: %s', (text, is) => {
    expect(isTraceparent(text)).toBe(is);
  });
});
