import { expect } from 'expect';
import { bind } from 'jest-each';

/** The words of a spec, as Jest has them, without Jest: they only write down what there is to run. */
export const tests = [];
const path = [];

export function describe(title, body) {
  path.push(title);
  body();
  path.pop();
}

export function it(title, run) {
  const name = [...path, title].join(' ');
  tests.push({ name, run });
}

describe.each = bind(describe);
it.each = bind(it);
export { expect };
