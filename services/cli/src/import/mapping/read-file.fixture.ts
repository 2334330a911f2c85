import type { ImportRequest, RefusedLine } from './import-request.js';
import { parseMapping } from './parse-mapping.js';
import { readRequests } from './read-requests.js';
import { readRows } from './read-rows.js';

/** What a file becomes under a mapping. */
export async function readFile(
  mappingText: string,
  file: string | Buffer,
): Promise<{ requests: ImportRequest[]; refused: RefusedLine[] }> {
  const parsed = parseMapping(mappingText);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const refused: RefusedLine[] = [];
  const requests: ImportRequest[] = [];
  // Seven bytes at a time: rows and letters are cut wherever it hurts.
  const bytes = async function* () {
    const all = typeof file === 'string' ? Buffer.from(file) : file;
    for (let at = 0; at < all.length; at += 7) yield await Promise.resolve(all.subarray(at, at + 7));
  };
  const rows = readRows(parsed.mapping.format, bytes());
  for await (const request of readRequests(parsed.mapping, rows, (line) => refused.push(line))) requests.push(request);
  return { requests, refused };
}
