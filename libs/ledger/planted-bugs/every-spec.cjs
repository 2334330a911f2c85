const { globSync } = require('node:fs');
const { join } = require('node:path');

const sources = join(__dirname, '..', 'src');
const isSlow = (spec) => spec.startsWith('simulation') || spec === 'properties.spec.ts';

for (const spec of globSync('**/*.spec.ts', { cwd: sources }).sort()) {
  if (!isSlow(spec)) require(join(sources, spec));
}
