import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findKafkaInDocker } from './docker.mjs';

const image = 'registry.example:5000/kafka:4.3.1';
let directory;
let daemon;
let asked;
/** What this daemon answers to the beginnings of paths; it stands for one, since none can be had everywhere. */
let answers;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'docker-house-'));
  asked = [];
  answers = { '/_ping': [200, 'OK'], '/images/registry': [404, '{"message":"no such image"}'] };
  daemon = createServer(({ method, url }, answer) => {
    asked.push(`${method} ${url}`);
    const [status, body] = Object.entries(answers).find(([path]) => url.startsWith(path))?.[1] ?? [500, ''];
    answer.writeHead(status).end(body);
  });
  await new Promise((resolve) => daemon.listen(join(directory, 'docker.sock'), resolve));
});
afterEach(async () => {
  await new Promise((resolve) => daemon.close(resolve));
  rmSync(directory, { recursive: true, force: true });
});

const address = () => `unix://${join(directory, 'docker.sock')}`;
const find = (env = {}, jarsAreThere = false) =>
  findKafkaInDocker({
    env: { LOYALTY_TEST_KAFKA_IMAGE: image, ...env },
    jarsAreThere,
    sockets: [join(directory, 'nobody.sock'), join(directory, 'docker.sock')],
  });
const fetching = `POST /images/create?fromImage=${encodeURIComponent('registry.example:5000/kafka')}&tag=4.3.1`;

describe('Kafka in Docker', () => {
  it('is there where a daemon has its image, and nothing is fetched', async () => {
    answers['/images/registry'] = [200, '{}'];
    expect(await find()).toEqual({ DOCKER_HOST: address(), LOYALTY_KAFKA_IN_DOCKER: image });
    expect(asked).toEqual(['GET /_ping', `GET /images/${image}/json`]);
  });

  it('is fetched where there are no jars, or where it is asked for', async () => {
    answers['/images/create'] = [200, '{"status":"Pulling"}\r\n{"status":"Downloaded"}\r\n'];
    expect(await find()).toMatchObject({ LOYALTY_KAFKA_IN_DOCKER: image });
    expect(await find({ LOYALTY_TEST_KAFKA: 'container' }, true)).toMatchObject({ LOYALTY_KAFKA_IN_DOCKER: image });
    expect(asked.filter((each) => each === fetching)).toHaveLength(2);
  });

  it.each([
    ['there are jars', {}, true],
    ['the jars are asked for', { LOYALTY_TEST_KAFKA: 'jars' }, false],
  ])('is not fetched where %s', async (_, env, jarsAreThere) => {
    expect(await find(env, jarsAreThere)).toEqual({
      LOYALTY_DOCKER_MISSING: expect.stringContaining('was not fetched'),
    });
    expect(asked).not.toContain(fetching);
  });

  it.each([
    ['before it began', [404, '{"message":"access denied"}'], 'could not fetch .*: access denied'],
    ['after it began', [200, '{"status":"Pulling"}\n{"error":"no route"}\n'], 'could not fetch .*: no route'],
    ['without a word', [502, ''], 'could not fetch .*: 502'],
    ['by somebody else', [502, '<html>'], 'could not fetch .*: <html>'],
  ])('is missing when fetching fails %s, and the reason is said', async (_, answer, words) => {
    answers['/images/create'] = answer;
    expect(await find()).toEqual({ LOYALTY_DOCKER_MISSING: expect.stringMatching(words) });
  });

  it('is missing without a daemon, with one that does not answer, and with one that cannot be looked at', async () => {
    const words = async (env, sockets = []) =>
      (await findKafkaInDocker({ env, sockets })).LOYALTY_DOCKER_MISSING ?? 'it is there';
    expect(await words({})).toContain('there is no Docker daemon');
    writeFileSync(join(directory, 'left.sock'), '');
    expect(await words({}, [join(directory, 'left.sock')])).toContain('cannot be asked');
    expect(await words({ DOCKER_HOST: 'tcp://127.0.0.1:1' })).toContain('cannot be asked');
    expect(await words({ DOCKER_HOST: 'ssh://somewhere' })).toContain('only unix:// and tcp://');
    answers['/_ping'] = [503, ''];
    expect(await words({ DOCKER_HOST: address() })).toContain('answers 503');
  });
});
