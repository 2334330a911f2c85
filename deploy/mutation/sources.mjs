import { transformSync } from '@swc/core';
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { forgetMemories, withMemories } from './memories.mjs';

const fewRuns = new URL('./few-runs.mjs', import.meta.url).href;
const words = new URL('./spec-words.mjs', import.meta.url).href;

/** Modules of each generation are loaded anew; what was transformed once is kept. */
let generation = 0;
const transformed = new Map();
let isCounting = true;

export function forgetModules() {
  generation += 1;
  forgetMemories();
  return generation;
}

/** What a module counts for Stryker's coverage, each time it does anything, is left out of those that are loaded from now on. */
export function stopCounting() {
  isCounting = false;
  transformed.clear();
}

/** From now on TypeScript is imported as it is, and specs find their words in `spec-words.mjs`, properties in `few-runs.mjs`. */
export function readTypeScript() {
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === '@jest/globals') return { url: words, shortCircuit: true };
      if (specifier === 'fast-check' && context.parentURL !== fewRuns) return { url: fewRuns, shortCircuit: true };
      const source = specifier.startsWith('.') && new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
      if (source && source.pathname.endsWith('.ts') && existsSync(source))
        return { url: `${source.href}?${generation}`, shortCircuit: true };
      return next(specifier, context);
    },
    load(url, context, next) {
      const [file] = url.split('?');
      if (!file?.endsWith('.ts')) return next(url, context);
      const known = transformed.get(file);
      if (known) return { format: 'module', source: known, shortCircuit: true };
      const source = readFileSync(fileURLToPath(file), 'utf8');
      const jsc = { target: 'es2024', parser: { syntax: 'typescript' } };
      const { code: plain } = transformSync(source, { jsc, module: { type: 'es6' }, swcrc: false });
      const code = withMemories(isCounting ? plain : plain.replace(/stryCov_\w+\("[^)]*"\)/g, '0'));
      transformed.set(file, code);
      return { format: 'module', source: code, shortCircuit: true };
    },
  });
}
