import { describe, expect, it } from '@jest/globals';
import { kafkaInContainer, kafkaWay } from './kafka-way.js';
import { whereThereIs } from './test-kafka.js';

const jars = { LOYALTY_KAFKA_HOME: '/opt/kafka' };
const docker = { LOYALTY_KAFKA_IN_DOCKER: 'apache/kafka:4.3.1' };
const noJars = { LOYALTY_KAFKA_MISSING: 'there is no Java (java)' };
const noDocker = { LOYALTY_DOCKER_MISSING: 'there is no Docker daemon' };
const inContainer = { by: 'container', image: 'apache/kafka:4.3.1' };

describe('The way specs come by a broker', () => {
  it('is its jars where they are there, and otherwise a container', () => {
    expect(kafkaWay({ ...jars, ...docker })).toEqual({ by: 'jars' });
    expect(kafkaWay({ ...jars, ...noDocker })).toEqual({ by: 'jars' });
    expect(kafkaWay({ ...noJars, ...docker })).toEqual(inContainer);
  });

  it('is the one that is asked for, or nothing, and never the other', () => {
    expect(kafkaWay({ ...jars, ...docker, LOYALTY_TEST_KAFKA: 'container' })).toEqual(inContainer);
    expect(kafkaWay({ ...noJars, ...docker, LOYALTY_TEST_KAFKA: 'jars' })).toMatchObject({ by: 'nothing' });
    const why = 'Apache Kafka in a container needs Docker: there is no Docker daemon';
    expect(kafkaWay({ ...jars, ...noDocker, LOYALTY_TEST_KAFKA: 'container' })).toEqual({ by: 'nothing', why });
    expect(() => kafkaWay({ LOYALTY_TEST_KAFKA: 'docker' })).toThrow('jars or container, not docker');
  });

  it('that leads to nothing says what is missing of both', () => {
    const why = expect.stringMatching(/no Java.*Java 17 or newer and Maven.*there is no Docker daemon/);
    expect(kafkaWay({ ...noJars, ...noDocker })).toEqual({ by: 'nothing', why });
    expect(kafkaInContainer({})).toMatchObject({ by: 'nothing', why: expect.stringContaining('not started by') });
  });

  it('leaves specs out with the reason at the end of their title, where the end of npm test finds it', () => {
    const titles: string[] = [];
    const run = (title: string): unknown => titles.push(title);
    const jest = Object.assign(run, { skip: (title: string) => titles.push(`skipped: ${title}`) });
    whereThereIs({ by: 'jars' }, jest)('A bus', () => undefined);
    whereThereIs({ by: 'nothing', why: 'there is nothing' }, jest)('A bus', () => undefined);
    expect(titles).toEqual(['A bus', 'skipped: A bus (not run: there is nothing)']);
  });
});
