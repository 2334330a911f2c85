import { build } from './house/build.mjs';
import { exitWith } from './house/say.mjs';

/** Sources and specs: what an editor would underline, `npm run build` says too. */
await exitWith(() => build('tsconfig.json'));
