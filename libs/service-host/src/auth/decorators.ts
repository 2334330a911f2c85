import { createParamDecorator, type CustomDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from './actor.js';

export const ACCESS = Symbol('access');

/** Who may call a route; a route that does not say is open to `admin` alone. */
export type Access = { readonly public: true } | { readonly public: false; readonly scopes: readonly string[] };

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard on every route that is not public. */
    actor: Actor | undefined;
  }
}

/** All of these scopes are needed; on a class they hold for its routes, and a route's own replace them. */
export function RequireScopes(...scopes: readonly string[]): CustomDecorator<symbol> {
  return SetMetadata<symbol, Access>(ACCESS, { public: false, scopes });
}

/** Answered without a key. */
export function Public(): CustomDecorator<symbol> {
  return SetMetadata<symbol, Access>(ACCESS, { public: true });
}

/** The key's owner: `@CurrentActor() actor: Actor`. */
export const CurrentActor = createParamDecorator((_data: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!actor) throw new Error('a public route has no actor; drop @CurrentActor() or @Public()');
  return actor;
});
