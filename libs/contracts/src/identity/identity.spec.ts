import { describe, expect, it } from '@jest/globals';
import { canonicalIdentity, IDENTITY_CHARACTERS_MAX, type IdentityKind } from './identity.js';

const spell = (kind: IdentityKind, value: string) => canonicalIdentity({ kind, value })?.value;

describe('An e-mail address', () => {
  it.each([
    ['ann@example.org', 'ann@example.org', 'is kept as it is'],
    ['  Ann@Example.ORG ', 'ann@example.org', 'loses space around it and its capitals'],
    ['ann@bücher.example', 'ann@xn--bcher-kva.example', 'has its host in ASCII'],
    ['ANN@BÜCHER.example', 'ann@xn--bcher-kva.example', 'has its host in ASCII, capitals or not'],
    ['ann@XN--BCHER-KVA.example', 'ann@xn--bcher-kva.example', 'that is in ASCII already is the same'],
    ['ann@bu\u0308cher.example', 'ann@xn--bcher-kva.example', 'is the same however its umlaut is composed'],
    ['a\u0308nn@example.org', '\u00e4nn@example.org', 'has its local part composed too'],
    ['ａｎｎ@example.org', 'ann@example.org', 'may be typed in full-width letters'],
    ['ann@example.org.', 'ann@example.org', 'may have the root’s dot'],
    ['ann+shop@example.org', 'ann+shop@example.org', 'keeps its tag'],
    ['a.n.n@example.org', 'a.n.n@example.org', 'keeps its dots'],
  ])('%j is %j: it %s', (sent, kept) => expect(spell('email', sent)).toBe(kept));

  it.each([
    '',
    'ann',
    '@example.org',
    'ann@',
    'ann@host',
    'an n@example.org',
    'ann@exa mple.org',
    'ann@@example.org',
    'ann@example..org',
    'ann@-example.org',
    'ann@example.org\u0000',
    'ann\ud83c@example.org',
    'ann@1.2.3.4',
    'ann@example.1',
    `${'a'.repeat(65)}@example.org`,
    `ann@${'a'.repeat(64)}.org`,
    `ann@${'aaaaaaaaa.'.repeat(26)}org`,
    'Ann <ann@example.org>',
    'a,b@example.org',
  ])('%j is none', (sent) => expect(spell('email', sent)).toBeUndefined());
});

describe('A phone number', () => {
  it.each([
    ['+49301234567', '+49301234567'],
    ['+49 30 123 45 67', '+49301234567'],
    ['+49 (0)30 / 1234567', '+49301234567'],
    ['0049-30-1234567', '+49301234567'],
    ['49.30.1234567', '+49301234567'],
    [' +49\u00a030\u20111234567 ', '+49301234567'],
    ['＋４９３０１２３４５６７', '+49301234567'],
    ['+1 (555) 010-9999', '+15550109999'],
  ])('%j is %j', (sent, kept) => expect(spell('phone', sent)).toBe(kept));

  it.each([
    '',
    '+',
    '030 1234567',
    '(030) 1234567',
    '(0)301234567',
    '+0301234567',
    '+4930',
    '+4930123456789012',
    'call me',
    '+49 30 1234567 ext 2',
    '++49301234567',
    '+49٣٠١٢٣٤٥٦٧',
  ])('%j is none that says which country it is in', (sent) => expect(spell('phone', sent)).toBeUndefined());
});

describe.each(['card', 'token', 'externalId'] as const)('A %s', (kind) => {
  it('keeps its letters, zeros and inner space, and loses the space around it', () => {
    expect(spell(kind, '\t 00 4007-aB ')).toBe('00 4007-aB');
  });

  it('may have characters that UTF-16 writes in two halves', () => expect(spell(kind, '🍵7')).toBe('🍵7'));

  it.each([
    ['nothing', ''],
    ['space alone', ' \t'],
    ['a control character', '40\u000007'],
    ['half a character', '40\ud83c07'],
    ['too much', 'x'.repeat(IDENTITY_CHARACTERS_MAX + 1)],
  ])('cannot be %s', (_, sent) => expect(spell(kind, sent)).toBeUndefined());
});
