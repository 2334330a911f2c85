import { exitWith } from './house/say.mjs';
import { tryWalls } from './house/walls.mjs';

await exitWith(async () => {
  const { passed, failed } = await tryWalls((text) => process.stdout.write(text));
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed > 0 ? 1 : 0;
});
