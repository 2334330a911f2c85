import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';
import { fingerprinter } from './fingerprint.js';

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, field]) => [name, shuffled(field)]),
  );
}

describe('Canonical JSON', () => {
  it('is one text for the same fields in any order, and without those that are absent', () => {
    expect(canonicalJson({ b: [1, { d: null, c: undefined }], a: 12n })).toBe('{"a":12,"b":[1,{"d":null}]}');
    fc.assert(fc.property(fc.jsonValue(), (value) => canonicalJson(value) === canonicalJson(shuffled(value))));
  });

  it('means what was sent', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('refuses what JSON cannot say', () => {
    expect(() => canonicalJson({ points: Number.NaN })).toThrow('NaN has no canonical form');
  });
});

describe('A fingerprint', () => {
  const fingerprint = fingerprinter(Buffer.alloc(32, 1));

  it('is 32 hexadecimal digits, the same for the same content', () => {
    expect(fingerprint({ a: 1, b: 2 })).toMatch(/^[0-9a-f]{32}$/);
    expect(fingerprint({ a: 1, b: 2 })).toBe(fingerprint({ b: 2, a: 1 }));
  });

  it('differs for other content, and under another key', () => {
    expect(fingerprint({ a: 1 })).not.toBe(fingerprint({ a: 2 }));
    expect(fingerprint({ a: 1 })).not.toBe(fingerprinter(Buffer.alloc(32, 2))({ a: 1 }));
  });
});
