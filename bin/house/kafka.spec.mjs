import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findKafka } from './kafka.mjs';

let directory;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kafka-house-'));
  mkdirSync(join(directory, 'bin'));
  writeFileSync(join(directory, 'pom.xml'), '<project/>');
  program('java', 'echo \'openjdk version "17.0.9" 2023-10-17\' >&2');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const cache = () => join(directory, 'cache', 'loyalty-ledger');
/** Does what the real one is asked to do, and counts how often. */
const maven = `
  echo once >> "$COUNT"
  sleep 0.1
  for argument; do case "$argument" in -DoutputDirectory=*) folder="\${argument#*=}";; esac; done
  mkdir -p "$folder" && touch "$folder/kafka_2.13-4.3.1.jar"`;

describe('Kafka on this machine', () => {
  it('is fetched once, however many need it at once, and then found without Maven', async () => {
    program('mvn', maven);
    const found = await Promise.all([find(), find(), find()]);
    const home = join(cache(), readdirSync(cache()).find((name) => name.startsWith('kafka-')) ?? '');
    expect(found).toEqual(Array(3).fill({ LOYALTY_KAFKA_HOME: home }));
    expect(readFileSync(join(directory, 'count'), 'utf8')).toBe('once\n');

    rmSync(join(directory, 'bin', 'mvn'));
    expect(await find()).toEqual({ LOYALTY_KAFKA_HOME: home });
  });

  it('is another one after its pom was changed', async () => {
    program('mvn', maven);
    const first = await find();
    writeFileSync(join(directory, 'pom.xml'), '<project></project>');
    expect((await find()).LOYALTY_KAFKA_HOME).not.toBe(first.LOYALTY_KAFKA_HOME);
  });

  it.each([
    ['failed', `${maven}; exit 1`],
    ['brought nothing', 'true'],
  ])('is missing when Maven %s, and nothing half is left', async (_, script) => {
    program('mvn', script);
    expect((await find()).LOYALTY_KAFKA_MISSING).toContain('Maven could not fetch');
    expect(readdirSync(cache()).filter((name) => name.startsWith('kafka-'))).toEqual([]);
  });

  it('is missing without Maven, without Java, or with an old one, and the reason is said', async () => {
    expect((await find()).LOYALTY_KAFKA_MISSING).toContain('no Maven');
    program('java', 'echo \'java version "11.0.2"\' >&2');
    expect((await find()).LOYALTY_KAFKA_MISSING).toContain('Java 17 is needed');
    rmSync(join(directory, 'bin', 'java'));
    expect((await find()).LOYALTY_KAFKA_MISSING).toContain('no Java');
    expect(existsSync(join(directory, 'count'))).toBe(false);
  });

  it('is taken from where the caller says it is', async () => {
    expect(await findKafka({ env: { LOYALTY_KAFKA_HOME: '/opt/kafka' } })).toEqual({
      LOYALTY_KAFKA_HOME: '/opt/kafka',
    });
  });
});

const find = () =>
  findKafka({
    pom: join(directory, 'pom.xml'),
    env: {
      PATH: join(directory, 'bin'),
      XDG_CACHE_HOME: join(directory, 'cache'),
      COUNT: join(directory, 'count'),
    },
  });

/** Nothing else is on the path of these programs, so they name what they use. */
function program(name, script) {
  const file = join(directory, 'bin', name);
  writeFileSync(file, `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`);
  chmodSync(file, 0o755);
}
