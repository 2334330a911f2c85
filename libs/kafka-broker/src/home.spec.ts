import { describe, expect, it } from '@jest/globals';
import { classPath, KafkaMissing, whyKafkaIsMissing } from './home.js';

describe('Where Kafka is', () => {
  it('is what the environment says', () => {
    expect(classPath({ LOYALTY_KAFKA_HOME: '/opt/kafka' })).toBe('/opt/kafka/libs/*');
    expect(whyKafkaIsMissing({ LOYALTY_KAFKA_HOME: '/opt/kafka' })).toBeUndefined();
  });

  it('is refused with what is missing, and what to do', () => {
    const found = { LOYALTY_KAFKA_MISSING: 'there is no Java (java)' };
    expect(whyKafkaIsMissing(found)?.message).toContain('there is no Java');
    expect(() => classPath(found)).toThrow(KafkaMissing);
    expect(() => classPath(found)).toThrow(/there is no Java.*Java 17 or newer and Maven/);
    expect(() => classPath({})).toThrow('not started by a command of the clone');
  });
});
