import type { FastifyInstance } from 'fastify';

/** Remembers every route, so that a known path with another method can be told from an unknown path. */
export function rememberRoutes(fastify: FastifyInstance): (url: string) => readonly string[] {
  const methodsByPattern = new Map<string, Set<string>>();
  fastify.addHook('onRoute', ({ method, url }) => {
    const methods = methodsByPattern.get(url) ?? new Set();
    for (const each of [method].flat()) methods.add(each);
    methodsByPattern.set(url, methods);
  });

  return (url) => {
    const path = url.split('?', 1)[0] ?? url;
    const found = new Set<string>();
    for (const [pattern, methods] of methodsByPattern) {
      if (matches(pattern, path)) for (const method of methods) found.add(method);
    }
    return [...found].sort();
  };
}

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length &&
    wanted.every((segment, index) => segment.startsWith(':') || segment === given[index])
  );
}
