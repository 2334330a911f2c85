import { randomBytes } from 'node:crypto';
import { createApp, createLogger } from '@loyalty/service-host';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Enrollment, EnrollmentModule, type Claim, type EnrollmentOptions } from '../enrollment.module.js';

export const NOW = Date.UTC(2026, 0, 5, 9, 15);

export const secrets = { identityKey: randomBytes(32), masterKey: randomBytes(32) };

/** One process of the service, on a database that others may share. */
export interface Process {
  readonly app: NestFastifyApplication;
  readonly enrollment: Enrollment;
  /** What it has handed to accrual. */
  readonly claims: Claim[];
  /** Everything that it has logged. */
  readonly log: string[];
  call(method: string, path: string, request?: Request): Promise<Answered>;
}

interface Request {
  readonly body?: unknown;
  readonly key?: string;
  readonly scopes?: readonly string[];
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: any;
}

export async function startProcess(url: string, options: Partial<EnrollmentOptions> = {}): Promise<Process> {
  const claims: Claim[] = [];
  const log: string[] = [];
  const module = EnrollmentModule.register({
    database: { url },
    secrets,
    clock: { now: () => NOW },
    programmes: async () => ['tea-shop'],
    standing: async () => new Map(),
    claimWaiting: async (claim) => void claims.push(claim),
    ...options,
  });
  const app = await createApp(module, {
    // The token says what it may do: enough to test doors without a key store.
    keys: { verify: (token) => ({ id: 'key_1', name: 'crm', scopes: token.split(',') }) },
    logger: createLogger({ destination: { write: (line: string) => void log.push(line) } }),
  });

  return {
    app,
    enrollment: app.get(Enrollment),
    claims,
    log,
    async call(method, path, { body, key, scopes = ['members:read', 'members:write'] } = {}) {
      const answer = await app.inject({
        method: method as 'GET',
        url: path,
        headers: {
          authorization: `Bearer ${scopes.join(',')}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(key !== undefined && { 'idempotency-key': key }),
        },
        ...(body !== undefined && { payload: JSON.stringify(body) }),
      });
      return { status: answer.statusCode, headers: answer.headers, body: answer.body === '' ? undefined : answer.json() };
    },
  };
}

/** Waits for something that happens by itself soon. */
export async function eventually(holds: () => boolean | Promise<boolean>, withinMs = 5_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`it did not happen within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
