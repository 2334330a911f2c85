import type { RecordedWrite, Write } from '../domain/write.js';
import type { Fingerprints } from './ports.js';

/** What a caller calls its write: its own ids, or an idempotency key, which is the caller's own and nobody else's. */
export type WriteName =
  | { readonly source: string; readonly externalId: string }
  | { readonly actor: string; readonly idempotencyKey: string };

export interface Asking {
  readonly name: WriteName;
  readonly operation: Write['operation'];
  /** What was sent, in canonical form; fields that were not sent are undefined. */
  readonly content: Readonly<Record<string, unknown>>;
}

/** Only hashes are kept of what was asked for: a write must be recognised again, never read again. */
export function recognisable(fingerprints: Fingerprints, { name, operation, content }: Asking): Write {
  const fields = Object.entries(content)
    .filter(([, value]) => value !== undefined)
    .map(
      ([field, value]) => [field, fingerprints.of('field', field, JSON.stringify(value)).toString('base64')] as const,
    );
  return { key: keyOf(fingerprints, name), operation, fields: Object.fromEntries(fields) };
}

export function recorded(write: Write, member: string, subject: string): RecordedWrite {
  return { ...write, member, subject };
}

function keyOf(fingerprints: Fingerprints, name: WriteName): Buffer {
  return 'source' in name
    ? fingerprints.of('write by external id', name.source, name.externalId)
    : fingerprints.of('write by key', name.actor, name.idempotencyKey);
}
