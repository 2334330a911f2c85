import { expect } from 'expect';
import { bind } from 'jest-each';
import { pathToFileURL } from 'node:url';

/** The words of a spec, as Jest has them, without Jest: they only write down what there is to run. */
export const tests = [];
const path = [];
let fileName;

/** Whose tests they are, so that results of an earlier run are kept only where their spec is still the same. */
export async function readSpec(file, generation = 0) {
  fileName = file;
  await import(`${pathToFileURL(file).href}?${generation}`);
}

export function forgetSpecs() {
  tests.length = 0;
}

export function describe(title, body) {
  path.push(title);
  body();
  path.pop();
}

export function it(title, run) {
  const name = [...path, title].join(' ');
  tests.push({ id: String(tests.length), name, run, fileName });
}

describe.each = bind(describe);
it.each = bind(it);
export { expect };
