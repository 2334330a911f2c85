import { describe, expect, it } from '@jest/globals';
import { whatIsMissing } from './installed.mjs';

const jest = { version: '30.5.2', integrity: 'sha512-jest' };
const forMac = { version: '1.0.0', integrity: 'sha512-mac', optional: true, os: ['darwin'], cpu: ['arm64'] };
const forMusl = {
  version: '1.0.0',
  integrity: 'sha512-musl',
  optional: true,
  os: ['linux'],
  cpu: ['x64'],
  libc: ['musl'],
};
const forHere = {
  version: '1.0.0',
  integrity: 'sha512-here',
  optional: true,
  os: ['linux'],
  cpu: ['x64'],
  libc: ['glibc'],
};

const lock = (packages) => ({ packages: { '': { name: 'loyalty-ledger' }, ...packages } });

function missing(wanted, present, optionalMayBeAbsent = false) {
  return whatIsMissing({
    wanted: lock(wanted),
    present: present && { packages: present },
    host: { os: 'linux', cpu: 'x64', libc: 'glibc' },
    optionalMayBeAbsent,
  });
}

describe('What an installation lacks', () => {
  it('is nothing when every locked package is there as locked', () => {
    expect(missing({ 'node_modules/jest': jest }, { 'node_modules/jest': jest })).toEqual([]);
  });

  it('is everything while npm has not written its own list, as after an installation that broke off', () => {
    expect(missing({ 'node_modules/jest': jest }, undefined)).toEqual(['nothing is installed']);
  });

  it('names a package that is not there', () => {
    expect(missing({ 'node_modules/jest': jest }, {})).toEqual(['jest is not installed']);
  });

  it('names a package of another version', () => {
    expect(missing({ 'node_modules/jest': jest }, { 'node_modules/jest': { ...jest, version: '30.5.1' } })).toEqual([
      'jest is 30.5.1, 30.5.2 is locked',
    ]);
  });

  it('notices other content under the same version', () => {
    const other = { ...jest, integrity: 'sha512-other' };
    expect(missing({ 'node_modules/jest': jest }, { 'node_modules/jest': other })).toHaveLength(1);
  });

  it('names a package that the lockfile no longer has', () => {
    expect(missing({}, { 'node_modules/left': jest })).toEqual(['left is no longer wanted']);
  });

  it('notices a workspace package that was added since', () => {
    const link = { resolved: 'libs/ledger', link: true };
    expect(missing({ 'node_modules/@loyalty/ledger': link }, {})).toEqual(['@loyalty/ledger is not installed']);
  });

  it.each([
    ['another system', forMac],
    ['another C library', forMusl],
    ['everything but this system', { ...forHere, os: ['!linux'] }],
    ['a package that is itself for another platform', { version: '1.0.0', optional: true }],
  ])('leaves out what is for %s', (_, entry) => {
    expect(missing({ 'node_modules/binding': entry }, {})).toEqual([]);
  });

  it('counts an optional package of this platform, since npm leaves one out when a download fails', () => {
    expect(missing({ 'node_modules/binding': forHere }, {})).toEqual(['binding is not installed']);
  });

  it('accepts that npm left an optional package out when it ran to its end', () => {
    expect(missing({ 'node_modules/binding': forHere }, {}, true)).toEqual([]);
  });

  it('never accepts another version, optional or not', () => {
    expect(
      missing({ 'node_modules/b': forHere }, { 'node_modules/b': { ...forHere, version: '2.0.0' } }, true),
    ).toHaveLength(1);
  });
});
