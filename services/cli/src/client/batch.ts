import { type ClientRequest, request } from 'node:http';
import { createInterface } from 'node:readline';
import type { ProblemDocument } from './api.js';
import { RequestRefused } from './api.js';

/** Lines go out together: a write for each would cost more than its purchase. */
const CHUNK_LENGTH = 32_768;

export interface BatchAnswer {
  readonly line: number;
  readonly status: number;
  readonly body: unknown;
}

/**
 * Streams lines through `POST /v1/batch`, both ways at once: the server's pace is ours, and nothing is held but what is
 * under way. Yields one answer a line, in order.
 * @throws RequestRefused when the door itself refuses; Error when the connection breaks before the last answer.
 */
export async function* postBatch(url: string, key: string, lines: AsyncIterable<string>): AsyncGenerator<BatchAnswer> {
  // Nobody reads its receipts, so nobody need be asked what language they speak.
  const outgoing = request(new URL('/v1/batch?language=en', url), {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
  });
  const answered = new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve);
    outgoing.once('error', reject);
  });
  let sent = 0;
  const sending = (async () => {
    let chunk = '';
    for await (const line of lines) {
      sent += 1;
      chunk += `${line}\n`;
      if (chunk.length < CHUNK_LENGTH) continue;
      if (!outgoing.write(chunk)) await drained(outgoing);
      if (outgoing.destroyed) return;
      chunk = '';
    }
    outgoing.end(chunk);
  })();
  sending.catch((error: unknown) => outgoing.destroy(error instanceof Error ? error : new Error(String(error))));

  const incoming = await answered;
  if (incoming.statusCode !== 200) {
    let text = '';
    for await (const chunk of incoming.setEncoding('utf8')) text += String(chunk);
    outgoing.destroy();
    throw new RequestRefused(JSON.parse(text) as ProblemDocument);
  }
  let received = 0;
  try {
    for await (const line of createInterface({ input: incoming, crlfDelay: Infinity })) {
      if (line === '') continue;
      received += 1;
      yield JSON.parse(line) as BatchAnswer;
    }
    await sending;
    if (received < sent) throw new Error(`the server answered ${received} of ${sent} lines and closed the connection`);
  } finally {
    outgoing.destroy();
  }
}

/** Until more can be written, or nothing can be any more. */
async function drained(outgoing: ClientRequest): Promise<void> {
  if (outgoing.destroyed) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  outgoing.once('drain', resolve).once('close', resolve);
  await promise;
  outgoing.off('drain', resolve).off('close', resolve);
}
