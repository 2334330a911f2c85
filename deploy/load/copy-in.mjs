/** @import pg from 'pg' */
import { copyOut } from '../../libs/event-store/dist/postgres/copy-out.js';

const BEGIN = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const END = Buffer.from([0xff, 0xff]);
const CHUNK_BYTES = 1_000_000;

/**
 * The rows of a table as COPY sends them, in pieces of some size, so that sending them costs no thought.
 *
 * @param {pg.Client} client @param {string} table
 */
export async function rowsToCopy(client, table) {
  /** @type {Buffer[]} */
  const chunks = [BEGIN];
  /** @type {Buffer[]} */
  let open = [];
  let bytes = 0;
  await copyOut(client, `select * from ${table}`, (row) => {
    open.push(Buffer.from(row));
    bytes += row.length;
    if (bytes < CHUNK_BYTES) return;
    chunks.push(Buffer.concat(open));
    [open, bytes] = [[], 0];
  });
  return [...chunks, Buffer.concat([...open, END])];
}

/**
 * @param {pg.Client} client @param {string} table @param {readonly Buffer[]} chunks
 * @returns {Promise<void>}
 */
export function copyIn(client, table, chunks) {
  return new Promise((resolve, reject) => {
    /** @type {unknown} */
    let failure;
    client.query({
      submit: (/** @type {any} */ connection) => connection.query(`copy ${table} from stdin (format binary)`),
      handleCopyInResponse(/** @type {any} */ connection) {
        for (const chunk of chunks) connection.sendCopyFromChunk(chunk);
        connection.endCopyFrom();
      },
      handleError: (/** @type {unknown} */ error) => (failure = error),
      handleCommandComplete: () => undefined,
      handleReadyForQuery: () => (failure === undefined ? resolve() : reject(failure)),
    });
  });
}
