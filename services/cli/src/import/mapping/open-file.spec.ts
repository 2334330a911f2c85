import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openFile } from './open-file.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'open-file-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(content: Uint8Array): Promise<string> {
  const path = join(folder, 'file');
  await writeFile(path, content);
  const chunks: Buffer[] = [];
  for await (const chunk of await openFile(path)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('A file to import', () => {
  it('is read as it is, or unpacked, whatever its name says', async () => {
    expect(await read(Buffer.from('a,b\n1,2\n'))).toBe('a,b\n1,2\n');
    expect(await read(gzipSync('a,b\n1,2\n'))).toBe('a,b\n1,2\n');
    expect(await read(Buffer.from(''))).toBe('');
  });

  it('that is cut off, or not there, is an error and no short file', async () => {
    const packed = gzipSync('a,b\n'.repeat(10_000));
    await expect(read(packed.subarray(0, packed.length - 20))).rejects.toThrow();
    await expect(openFile(join(folder, 'nowhere'))).rejects.toThrow('ENOENT');
  });
});
