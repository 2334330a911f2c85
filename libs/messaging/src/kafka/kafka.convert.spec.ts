import { describe, expect, it } from '@jest/globals';
import type { IHeaders, KafkaMessage } from 'kafkajs';
import { fromKafka } from './kafka.convert.js';

const PARTITION = { topic: 'tea', partition: 0 };
const message = (more: object): KafkaMessage => ({
  ...{ key: null, value: Buffer.from('cup'), timestamp: '5', attributes: 0, offset: '7', headers: {} },
  ...more,
});

describe('A message as it comes from Kafka', () => {
  it('may have headers without a value, which kafkajs reads as null and cannot send', () => {
    const headers = { kind: Buffer.from('odd'), none: null, twice: [Buffer.from('a'), null] } as unknown as IHeaders;
    expect(fromKafka(PARTITION, message({ headers })).headers).toEqual({ kind: 'odd' });
  });

  it('may have no value, no key and no headers', () => {
    const received = fromKafka(PARTITION, message({ value: null, headers: undefined }));
    expect(received).toEqual({ ...PARTITION, offset: 7, key: null, value: new Uint8Array(0), headers: {}, sentAt: 5 });
  });
});
