import { build } from './house/build.mjs';
import { say, Stop } from './house/say.mjs';

/** Sources and specs: what an editor would underline, `npm run build` says too. */
try {
  await build('tsconfig.json');
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  say(error.message);
  process.exitCode = error.exitCode;
}
