// Writes programme.schema.json and tests.schema.json from their sources. Build first: tsc -b libs/programme.
import { writeFileSync } from 'node:fs';
import { programmeSchema } from './dist/document/programme.schema.js';
import { testsSchema } from './dist/tests/tests.schema.js';

const write = (file, schema) => writeFileSync(new URL(file, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
write('programme.schema.json', programmeSchema);
write('tests.schema.json', testsSchema);
