import type { FastifyInstance, FastifyRequest } from 'fastify';
import { hostProblem } from '../errors/host-problem-codes.js';
import { ADMIN_SCOPE, type Actor, missingScopes } from './actor.js';
import type { Access } from './decorators.js';
import type { KeyVerifier } from './key-verifier.js';

export const UNDECLARED: Access = { public: false, scopes: [ADMIN_SCOPE] };
const BEARER = /^Bearer +(\S+)$/i;

/**
 * Decided before a byte of the body is read: who may not come in must not cost what a body costs. On the path of every
 * request, so a known key is answered without a promise.
 */
export function guardAccess(fastify: FastifyInstance, keys: KeyVerifier): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { access = UNDECLARED } = request.routeOptions.config;
    if (access.public || request.is404) return done();
    try {
      const actor = keys.verify(tokenOf(request));
      if (actor instanceof Promise) {
        actor.then((known) => admit(request, access.scopes, known)).then(() => done(), done);
        return;
      }
      admit(request, access.scopes, actor);
    } catch (error) {
      return done(error instanceof Error ? error : new Error(String(error)));
    }
    done();
  });
}

function tokenOf(request: FastifyRequest): string {
  const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw unauthenticated('Send `Authorization: Bearer <key>`.');
  return token;
}

function admit(request: FastifyRequest, scopes: readonly string[], actor: Actor | undefined): void {
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
}

function unauthenticated(detail: string) {
  return hostProblem('unauthenticated', { detail, headers: { 'WWW-Authenticate': 'Bearer' } });
}
