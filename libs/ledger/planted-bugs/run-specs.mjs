/**
 * Runs the specs of a copy of the sources, and prints what failed as JSON. A process of its own, since a fold that goes
 * round in circles must be ended from outside. `node run-specs.mjs <folder with src>`
 */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { readTypeScript } from '../../../deploy/mutation/sources.mjs';
import { readSpec, tests } from '../../../deploy/mutation/spec-words.mjs';

const sources = join(process.argv[2], 'src');
const isSlow = (spec) => spec.startsWith('simulation') || spec === 'properties.spec.ts';

readTypeScript();
const failures = [];
for (const spec of globSync('**/*.spec.ts', { cwd: sources }).sort()) {
  if (isSlow(spec)) continue;
  try {
    await readSpec(join(sources, spec));
  } catch (error) {
    failures.push({ title: `cannot be loaded: ${error.message}`, spec });
  }
}
for (const { name, run, fileName } of tests) {
  try {
    run();
  } catch {
    failures.push({ title: name, spec: fileName.slice(sources.length + 1) });
  }
}
console.log(JSON.stringify(failures));
