import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { GENESIS, leafOf, linkOf, rootOf, type LeafEvent } from './chain.js';
import { bytesOf } from './digest.js';

const event: LeafEvent = {
  stream: '0198c0de-0000-7000-8000-000000000001',
  version: 1,
  category: 'tally',
  type: 'Added.v1',
  occurredAt: 1_767_600_000_000,
  payload: '{"points":1}',
};
const columns = { claims: null, tags: null };
const leaf = (change: Partial<LeafEvent & typeof columns> = {}): string =>
  leafOf({ ...event, ...change }, { ...columns, ...change });

describe('the hash chain', () => {
  it('binds every field of an event', () => {
    const changed = [
      leaf(),
      leaf({ stream: randomUUID() }),
      leaf({ version: 2 }),
      leaf({ category: 'tallx' }),
      leaf({ type: 'Added.v2' }),
      leaf({ occurredAt: event.occurredAt + 1 }),
      leafOf(event, { claims: '[]', tags: null }),
      leafOf(event, { claims: null, tags: '[]' }),
      leafOf(event, { claims: '', tags: null }),
      leaf({ payload: '{"points":2}' }),
    ];
    expect(new Set(changed).size).toBe(changed.length);
  });

  it('has one reading only, wherever the words are cut', () => {
    expect(leaf({ category: 'tallyA', type: 'dded.v1' })).not.toBe(leaf());
    expect(leaf({ type: 'Added.v1{', payload: '"points":1}' })).not.toBe(leaf());
  });

  it('takes instants before 1970 and long after it', () => {
    const instants = [-1, 0, 1, -62_135_596_800_000, 2 ** 32, 2 ** 32 - 1, 253_402_300_799_999];
    expect(new Set(instants.map((occurredAt) => leaf({ occurredAt }))).size).toBe(instants.length);
  });

  it('binds the number and the order of the leaves, on every level of the tree', () => {
    const leaves = Array.from({ length: 300 }, (_, version) => leaf({ version }));
    const roots = [1, 2, 15, 16, 17, 255, 256, 257, 300].map((count) => rootOf(leaves.slice(0, count)));
    expect(new Set(roots).size).toBe(roots.length);
    for (const [a, b] of [
      [0, 1],
      [15, 16],
      [0, 299],
    ] as const) {
      const swapped = leaves.with(a, leaves[b] ?? '').with(b, leaves[a] ?? '');
      expect(rootOf(swapped)).not.toBe(rootOf(leaves));
    }
  });

  it('does not take a leaf for a node', () => {
    expect(rootOf([leaf()])).not.toBe(leaf());
  });

  it('binds what came before, when it was recorded, and where it ends', () => {
    const link = { digest: leaf(), recordedAt: 5, position: 7 };
    const links = [
      linkOf(GENESIS, link),
      linkOf(leaf({ version: 9 }), link),
      linkOf(GENESIS, { ...link, recordedAt: 6 }),
      linkOf(GENESIS, { ...link, position: 8 }),
      linkOf(GENESIS, { ...link, digest: leaf({ version: 9 }) }),
    ];
    expect(new Set(links).size).toBe(links.length);
    expect(bytesOf(linkOf(GENESIS, link)).length).toBe(32);
  });

  it('is what it was: logs that exist must verify for ever', () => {
    expect(bytesOf(leaf()).toString('hex')).toMatchInlineSnapshot(
      `"b6136daa6669e4717988b34846f20971523148d72e60beaae9ce8e7144c4120d"`,
    );
    expect(bytesOf(rootOf([leaf(), leaf({ version: 2 })])).toString('hex')).toMatchInlineSnapshot(
      `"7f0cdd023bfa1feeb492c514e682bed274aada7b6aff33e75cd9b47da709cd77"`,
    );
    expect(
      bytesOf(linkOf(GENESIS, { digest: leaf(), recordedAt: 5, position: 7 })).toString('hex'),
    ).toMatchInlineSnapshot(`"becb46b0ac632b3c42f2b525fb47ca316f848fc7ed0d5e3e3a6c30acbe38266f"`);
  });
});
