import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { Actor } from './actor.js';

const ACCESS = Symbol('access');

/** Who may call a route; a route that does not say is open to `admin` alone. */
export type Access = { readonly public: true } | { readonly public: false; readonly scopes: readonly string[] };

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every route that is not public. */
    actor: Actor | undefined;
  }
  interface FastifyContextConfig {
    /** Who may call the route; absent where it does not say. */
    access?: Access;
  }
}

/** All of these scopes are needed; on a class they hold for its routes, and a route's own replace them. */
export function RequireScopes(...scopes: readonly string[]): ClassDecorator & MethodDecorator {
  return declare({ public: false, scopes });
}

/** Answered without a key. */
export function Public(): ClassDecorator & MethodDecorator {
  return declare({ public: true });
}

/** Fastify must find it with the route, since nothing of Nest's runs before the body is read. */
function declare(access: Access): ClassDecorator & MethodDecorator {
  return (target: object, name?: string | symbol, route?: PropertyDescriptor) => {
    if (name !== undefined && route) return declareRoute(target, { name, route, access });
    const { prototype } = target as { readonly prototype: object };
    for (const [each, route] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (typeof route.value !== 'function' || readAccess(route.value)) continue;
      declareRoute(prototype, { name: each, route, access });
    }
  };
}

interface Declared {
  readonly name: string | symbol;
  readonly route: PropertyDescriptor;
  readonly access: Access;
}

function declareRoute(prototype: object, { name, route, access }: Declared): void {
  Reflect.defineMetadata(ACCESS, access, route.value);
  RouteConfig({ access })(prototype, name, route);
}

/** What the decorators say about a handler. */
export function readAccess(handler: object): Access | undefined {
  return Reflect.getMetadata(ACCESS, handler);
}

/** The key's owner: `@CurrentActor() actor: Actor`. */
export const CurrentActor = createParamDecorator((_data: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!actor) throw new Error('a public route has no actor; drop @CurrentActor() or @Public()');
  return actor;
});
