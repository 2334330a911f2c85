import { describe, expect, it } from '@jest/globals';
import { textOf } from './container.js';

describe('What a container said', () => {
  const frame = (stream: number, text: string): Buffer => {
    const head = Buffer.alloc(8);
    head[0] = stream;
    head.writeUInt32BE(Buffer.byteLength(text), 4);
    return Buffer.concat([head, Buffer.from(text)]);
  };

  it('is the pieces of both its outputs, one after the other, also where a letter is torn', () => {
    const umlaut = Buffer.from('ü');
    const torn = [umlaut.subarray(0, 1), umlaut.subarray(1)].map((half) => {
      const piece = frame(1, 'x');
      half.copy(piece, 8);
      return piece;
    });
    expect(textOf(Buffer.concat([frame(1, 'one\n'), frame(2, ''), frame(2, 'two '), ...torn]))).toBe('one\ntwo ü');
    expect(textOf(Buffer.alloc(0))).toBe('');
  });
});
