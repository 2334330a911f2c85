import { type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { hostProblem } from '../errors/host-problem-codes.js';
import { ADMIN_SCOPE, type Actor, missingScopes } from './actor.js';
import { ACCESS, type Access } from './decorators.js';
import type { KeyVerifier } from './key-verifier.js';

const UNDECLARED: Access = { public: false, scopes: [ADMIN_SCOPE] };
const BEARER = /^Bearer +(\S+)$/i;

/** On the path of every request: decorators are read once per route, and a known key is answered without a promise. */
export class AccessGuard implements CanActivate {
  private readonly accessByHandler = new WeakMap<object, Access>();

  constructor(private readonly keys: KeyVerifier) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const access = this.accessOf(context);
    if (access.public) return true;

    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const actor = this.keys.verify(tokenOf(request));
    if (actor instanceof Promise) return actor.then((known) => admit(request, access.scopes, known));
    return admit(request, access.scopes, actor);
  }

  private accessOf(context: ExecutionContext): Access {
    const handler = context.getHandler();
    const known = this.accessByHandler.get(handler);
    if (known) return known;

    const access = readAccess(handler) ?? readAccess(context.getClass()) ?? UNDECLARED;
    this.accessByHandler.set(handler, access);
    return access;
  }
}

/** What the decorators say about a handler, or about its class. */
export function readAccess(target: object): Access | undefined {
  return Reflect.getMetadata(ACCESS, target);
}

function tokenOf(request: FastifyRequest): string {
  const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw unauthenticated('Send `Authorization: Bearer <key>`.');
  return token;
}

function admit(request: FastifyRequest, scopes: readonly string[], actor: Actor | undefined): boolean {
  if (!actor) throw unauthenticated('This key is not known here, or was revoked.');

  const missing = missingScopes(actor, scopes);
  if (missing.length > 0) {
    throw hostProblem('missing_scope', {
      detail: `The key '${actor.name}' lacks ${missing.join(', ')}.`,
      headers: { 'WWW-Authenticate': `Bearer error="insufficient_scope", scope="${missing.join(' ')}"` },
      extensions: { missing },
    });
  }
  request.actor = actor;
  return true;
}

function unauthenticated(detail: string) {
  return hostProblem('unauthenticated', { detail, headers: { 'WWW-Authenticate': 'Bearer' } });
}
