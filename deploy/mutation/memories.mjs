/**
 * What a lib remembers between calls affects cost, never meaning, so it may be forgotten at any time. Here it is before
 * each spec: then a spec covers what it reaches and not what an earlier one had left over for it, and what a mutant has
 * left there blames no other.
 */
let forgetting = [];

export function forgetAll() {
  for (const forget of forgetting) forget();
}

/** Those of modules that are loaded no more. */
export function forgetMemories() {
  forgetting = [];
}

/** A `Map` or `WeakMap` in its place, emptied by `forgetAll`. */
export function memory(Kind) {
  let kept = new Kind();
  forgetting.push(() => {
    kept = new Kind();
  });
  return { get: (key) => kept.get(key), has: (key) => kept.has(key), set: (key, value) => kept.set(key, value) };
}

/** An empty map that a module makes when it is loaded is a memory, whatever it is of. */
export function withMemories(code) {
  const changed = code.replace(/^const (\w+) = new (Map|WeakMap)\(\);$/gm, 'const $1 = memory($2);');
  return changed === code ? code : `import { memory } from '${import.meta.url}';\n${changed}`;
}
