import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';

const GZIP = [0x1f, 0x8b] as const;

/** The bytes of a file, unpacked where it is packed: its first bytes tell, whatever its name says. */
export async function openFile(path: string): Promise<AsyncIterable<Buffer>> {
  const packed = await isGzip(path);
  const stream = createReadStream(path);
  if (!packed) return stream as AsyncIterable<Buffer>;
  const unpacked = createGunzip();
  // A pipe does not pass on what goes wrong with its source.
  stream.on('error', (error) => unpacked.destroy(error));
  return stream.pipe(unpacked) as AsyncIterable<Buffer>;
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === GZIP[0] && buffer[1] === GZIP[1];
  } finally {
    await file.close();
  }
}
