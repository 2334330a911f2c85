import { randomBytes } from 'node:crypto';
import { createApp, createLogger, inMemoryStaffActions, systemClock } from '@loyalty/service-host';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  Enrollment,
  EnrollmentModule,
  type Claim,
  type EnrollmentOptions,
  type Occasion,
} from '../enrollment.module.js';

export const NOW = Date.UTC(2026, 0, 5, 9, 15);

export const secrets = { identityKey: randomBytes(32), masterKey: randomBytes(32) };

/** One process of the service, on a database that others may share. */
export interface Process {
  readonly app: NestFastifyApplication;
  readonly enrollment: Enrollment;
  /** What it has handed to accrual. */
  readonly claims: Claim[];
  /** What it has reported to accrual. */
  readonly occasions: Occasion[];
  /** Everything that it has logged. */
  readonly log: string[];
  call(method: string, path: string, request?: Request): Promise<Answered>;
}

interface Request {
  readonly body?: unknown;
  /** Instead of a body: what is sent as it stands. */
  readonly text?: string;
  readonly key?: string;
  readonly scopes?: readonly string[];
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Body;
}

/** What the doors answer, as far as tests look into it: each door has some of these. */
export interface Body {
  readonly code: string;
  readonly errors: readonly { readonly pointer: string; readonly code: string; readonly found: string }[];
  readonly repeated: boolean;
  readonly member: { readonly id: string; readonly name?: string; readonly identities: readonly ShownIdentity[] };
  readonly identity: ShownIdentity;
  readonly account: { readonly id: string };
  readonly accounts: readonly { readonly id: string }[];
  readonly items: readonly { readonly id: string }[];
  readonly next: string | null;
}

interface ShownIdentity {
  readonly id: string;
  readonly kind: string;
  readonly value?: string;
}

export async function startProcess(url: string, options: Partial<EnrollmentOptions> = {}): Promise<Process> {
  const claims: Claim[] = [];
  const occasions: Occasion[] = [];
  const log: string[] = [];
  const module = EnrollmentModule.register({
    database: { url },
    secrets,
    clock: { now: () => NOW },
    programmes: async () => ['tea-shop'],
    standing: async () => new Map(),
    claimWaiting: async (claim) => void claims.push(claim),
    movePoints: async () => ({ moved: [] }),
    occasions: async () => [],
    giveOccasion: async (occasion) => void occasions.push(occasion),
    ...options,
  });
  const app = await createApp(module, {
    // The token says what it may do: enough to test doors without a key store.
    staffActions: inMemoryStaffActions(systemClock),
    keys: { verify: (token) => ({ id: 'key_1', name: 'crm', scopes: token.split(',') }) },
    logger: createLogger({ destination: { write: (line: string) => void log.push(line) } }),
  });

  return {
    app,
    enrollment: app.get(Enrollment),
    claims,
    occasions,
    log,
    async call(method, path, { body, text, key, scopes = ['members:read', 'members:write'] } = {}) {
      const payload = text ?? (body === undefined ? undefined : JSON.stringify(body));
      const answer = await app.inject({
        method: method as 'GET',
        url: path,
        headers: {
          authorization: `Bearer ${scopes.join(',')}`,
          ...(payload !== undefined && { 'content-type': 'application/json' }),
          ...(key !== undefined && { 'idempotency-key': key }),
        },
        ...(payload !== undefined && { payload }),
      });
      return { status: answer.statusCode, headers: answer.headers, body: answer.json<Body>() };
    },
  };
}

/** Waits for something that happens by itself soon: in moments, unless the machine is busy with a dozen other things. */
export async function eventually(holds: () => boolean | Promise<boolean>, withinMs = 30_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`it did not happen within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
