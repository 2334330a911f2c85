import { describe, expect, it } from '@jest/globals';
import { refusedWith } from './error-code.js';

const failed = (code?: string) => Object.assign(new Error('it failed'), code === undefined ? {} : { code });

describe('An error', () => {
  it.each(['23505', '40P01', '0A000', '42P01', '53300', 'P0001', 'XX000', 'HV00J', 'F0001'])(
    'with %s is a refusal of the database',
    (code) => expect(refusedWith(failed(code))).toBe(code),
  );

  it.each(['EPIPE', 'ECONNRESET', 'ENOENT', 'EBUSY', 'EPERM', 'EXDEV', '57P01', '57P03', '08006', undefined])(
    'with %s is none: nobody knows what became of what was sent',
    (code) => expect(refusedWith(failed(code))).toBeUndefined(),
  );

  it('that is no error at all is none', () => {
    for (const thrown of [undefined, null, '23505', { code: 23505 }]) expect(refusedWith(thrown)).toBeUndefined();
  });
});
