import { describe, expect, it } from '@jest/globals';
import { GuessLimit } from './guess-limit.js';

describe('Guesses of codes', () => {
  it('are refused for a member after ten, for a while, and for nobody else at the same till', () => {
    let now = 0;
    const limit = new GuessLimit({ now: () => now });
    const ann = { key: 'key_1', member: { card: '1' } };
    for (let guess = 0; guess < 10; guess += 1) {
      limit.refuse(ann);
      limit.note(ann);
    }
    now = 60_000;
    expect(() => limit.refuse(ann)).toThrow(
      expect.objectContaining({ status: 429, code: 'too_many_guesses', headers: { 'Retry-After': '540' } }),
    );
    limit.refuse({ key: 'key_1', member: { card: '2' } });
    limit.refuse({ key: 'key_1' });
    now = 600_000;
    limit.refuse(ann);
  });

  it('are refused for a key after a thousand, whoever it names', () => {
    const limit = new GuessLimit({ now: () => 0 });
    for (let guess = 0; guess < 1_000; guess += 1) {
      limit.refuse({ key: 'key_1', member: { card: String(guess) } });
      limit.note({ key: 'key_1', member: { card: String(guess) } });
    }
    expect(() => limit.refuse({ key: 'key_1' })).toThrow(expect.objectContaining({ code: 'too_many_guesses' }));
    limit.refuse({ key: 'key_2' });
  });
});
