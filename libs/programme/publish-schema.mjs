// Writes programme.schema.json from its source. Build first: tsc -b libs/programme.
import { writeFileSync } from 'node:fs';
import { programmeSchema } from './dist/document/programme.schema.js';

writeFileSync(new URL('programme.schema.json', import.meta.url), `${JSON.stringify(programmeSchema, null, 2)}\n`);
