import type { DynamicModule, Type } from '@nestjs/common';
import { createApp } from '../app/create-app.js';
import type { AppOptions } from '../app/app-options.js';
import type { Actor } from '../auth/actor.js';
import { createLogger } from '../logging/logger.js';
import { inMemoryStaffActions } from '../staff/staff-actions.js';
import { systemClock } from '../time/clock.js';
import { TeaShopModule } from './tea-shop.fixture.js';

export interface Call {
  readonly body?: unknown;
  readonly text?: string;
  readonly contentType?: string;
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

export interface Shop {
  readonly url: string;
  readonly logged: Record<string, unknown>[];
  call(method: string, path: string, call?: Call): Promise<Answer>;
  close(): Promise<void>;
}

const ACTORS: Readonly<Record<string, Actor>> = {
  writer: { id: 'key_writer', name: 'till', scopes: ['tea:write'] },
  reader: { id: 'key_reader', name: 'office', scopes: ['tea:read'] },
  admin: { id: 'key_admin', name: 'owner', scopes: ['admin'] },
};

/** The tea shop behind real HTTP; keys are called after what they may do, and `writer` is the one used by default. */
export async function openShop(
  options: Partial<AppOptions> = {},
  rootModule: Type | DynamicModule = TeaShopModule,
): Promise<Shop> {
  const logged: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => logged.push(JSON.parse(line)) };
  const app = await createApp(rootModule, {
    keys: { verify: (token) => ACTORS[token] },
    staffActions: inMemoryStaffActions(systemClock),
    port: 0,
    logger: createLogger({ level: 'debug', destination }),
    ...options,
  });
  const url = await app.getUrl();
  return { url, logged, call: (method, path, call = {}) => send(method, url + path, call), close: () => app.close() };
}

async function send(method: string, url: string, call: Call): Promise<Answer> {
  const text = call.text ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
  const headers = new Headers(call.headers);
  if (call.key !== null) headers.set('Authorization', `Bearer ${call.key ?? 'writer'}`);
  if (text !== undefined) headers.set('Content-Type', call.contentType ?? 'application/json');
  const response = await fetch(url, { method, headers, ...(text !== undefined && { body: text }) });
  const answer = await response.text();
  return { status: response.status, headers: response.headers, text: answer, body: parsed(answer) };
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
