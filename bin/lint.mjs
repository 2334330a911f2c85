import { tryWalls } from './house/walls.mjs';

const { passed, failed } = await tryWalls((text) => process.stdout.write(text));
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 ? 1 : 0;
