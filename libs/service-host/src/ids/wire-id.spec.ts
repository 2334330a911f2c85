import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newUuid } from './uuid.js';
import { fromId, toId } from './wire-id.js';

const uuids = fc.uuid().map((uuid) => uuid.toLowerCase());

describe('Ids', () => {
  it('are written as prefix, underscore and 26 letters that no eye confuses', () => {
    expect(toId('pur', '01890a5d-ac96-774b-bcce-b302099a8057')).toBe('pur_01h455vb4pex5vsknk084sn02q');
    fc.assert(fc.property(uuids, (uuid) => /^mem_[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(toId('mem', uuid))));
  });

  it('lead back to the same UUID', () => {
    fc.assert(fc.property(uuids, (uuid) => fromId('acc', toId('acc', uuid)) === uuid));
  });

  it('sort as their UUIDs do, and so by time', () => {
    fc.assert(fc.property(uuids, uuids, (a, b) => a < b === toId('lot', a) < toId('lot', b)));
    const earlier = toId('lot', '01890a5d-ac96-7fff-bfff-ffffffffffff');
    expect(earlier < toId('lot', '01890a5d-ac97-7000-8000-000000000000')).toBe(true);
  });

  it('are refused in any text that we would not have written', () => {
    const id = toId('pur', newUuid());
    for (const other of [
      id.toUpperCase(),
      ` ${id}`,
      `${id}0`,
      id.slice(0, -1),
      `mem${id.slice(3)}`,
      'pur_',
      '',
      'pur',
    ]) {
      expect(fromId('pur', other)).toBeUndefined();
    }
    expect(fromId('pur', `pur_8${id.slice(5)}`)).toBeUndefined();
    expect(fromId('pur', `pur_u${id.slice(5)}`)).toBeUndefined();
    fc.assert(
      fc.property(fc.string({ minLength: 26, maxLength: 26 }), (text) => {
        const uuid = fromId('pur', `pur_${text}`);
        return uuid === undefined || toId('pur', uuid) === `pur_${text}`;
      }),
    );
  });

  it.each([
    ['00000000-0000-0000-0000-000000000000', '0'.repeat(26)],
    ['ffffffff-ffff-ffff-ffff-ffffffffffff', `7${'z'.repeat(25)}`],
  ])('reach from the first UUID to the last: %s', (uuid, text) => {
    expect(toId('x', uuid)).toBe(`x_${text}`);
    expect(fromId('x', `x_${text}`)).toBe(uuid);
  });

  it('are only made of a UUID', () => {
    expect(() => toId('pur', 'R-000123')).toThrow("'R-000123' is no UUID");
  });
});

describe('A new UUID', () => {
  it('is of version 7, carries the time it was made, and differs from the next', () => {
    const before = Date.now();
    const uuid = newUuid();
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const madeAt = Number.parseInt(uuid.replaceAll('-', '').slice(0, 12), 16);
    expect(madeAt).toBeGreaterThanOrEqual(before - 1);
    expect(madeAt).toBeLessThanOrEqual(Date.now());
    expect(newUuid()).not.toBe(uuid);
  });
});
