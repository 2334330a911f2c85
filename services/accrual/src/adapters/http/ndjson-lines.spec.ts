import { describe, expect, it } from '@jest/globals';
import { LineCutter } from './ndjson-lines.js';

function cut(chunks: readonly string[], lineBytesMax = 100) {
  const cutter = new LineCutter(lineBytesMax);
  return [...chunks.flatMap((chunk) => cutter.cut(Buffer.from(chunk))), ...cutter.end()].map(({ line, text }) => [
    line,
    text,
  ]);
}

describe('Lines of a stream', () => {
  it('are the same however the stream is cut into chunks', () => {
    const text = '{"a":1}\r\n\n{"grüße":"☕"}\n{"b":2}';
    const whole = cut([text]);
    expect(whole).toEqual([
      [1, '{"a":1}\r'],
      [3, '{"grüße":"☕"}'],
      [4, '{"b":2}'],
    ]);
    const bytes = Buffer.from(text);
    for (let size = 1; size < bytes.length; size++) {
      const cutter = new LineCutter(100);
      const lines = [];
      for (let at = 0; at < bytes.length; at += size) lines.push(...cutter.cut(bytes.subarray(at, at + size)));
      lines.push(...cutter.end());
      expect(lines.map((each) => [each.line, each.text])).toEqual(whole);
    }
  });

  it('may begin with a byte order mark, and are not guessed at where they are not UTF-8', () => {
    expect(cut(['\uFEFF1\n\uFEFF2'])).toEqual([
      [1, '1'],
      [2, '\uFEFF2'],
    ]);
    const cutter = new LineCutter(100);
    expect(cutter.cut(Buffer.from('"Müller"\n1\n', 'latin1')).map(({ text }) => text)).toEqual([null, '1']);
  });

  it('are dropped when they are too long, and counted', () => {
    expect(cut(['12345\n', '123', '456', '7890\n1\n'], 5)).toEqual([
      [1, '12345'],
      [2, undefined],
      [3, '1'],
    ]);
  });
});
