import { describe, expect, it } from '@jest/globals';
import { entryId } from './entry-id.js';

const stream = '019b8c2e-4d00-7abc-8def-0123456789ab';
const recordedAt = Date.UTC(2026, 0, 5, 9, 15);

describe('Entry id', () => {
  it('is the same for every reader of the log', () => {
    expect(entryId({ stream, version: 7, recordedAt })).toBe(entryId({ stream, version: 7, recordedAt }));
  });

  it('is a UUIDv7 of the instant the entry was recorded at', () => {
    const id = entryId({ stream, version: 7, recordedAt });
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(recordedAt);
  });

  it('differs between the entries of one account and between accounts', () => {
    const ids = new Set<string>();
    for (let version = 1; version <= 5000; version += 1) ids.add(entryId({ stream, version, recordedAt }));
    ids.add(entryId({ stream: stream.replace('019b', '019c'), version: 1, recordedAt }));
    expect(ids.size).toBe(5001);
  });

  it('sorts by time, and by version within a batch', () => {
    const ids = [1, 2, 3].map((version) => entryId({ stream, version, recordedAt }));
    ids.push(entryId({ stream, version: 4, recordedAt: recordedAt + 1 }));
    expect([...ids].sort()).toEqual(ids);
  });
});
