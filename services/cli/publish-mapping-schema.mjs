// Writes examples/imports/mapping.schema.json from its source. Build first: tsc -b services/cli.
import { writeFileSync } from 'node:fs';
import { mappingSchema } from './dist/import/mapping/mapping.schema.js';

const published = new URL('../../examples/imports/mapping.schema.json', import.meta.url);
writeFileSync(published, `${JSON.stringify(mappingSchema, null, 2)}\n`);
