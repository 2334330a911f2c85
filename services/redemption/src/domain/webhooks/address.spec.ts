import { describe, expect, it } from '@jest/globals';
import { isPublic, PUBLIC_ONLY, readReach, urlFault } from './address.js';

describe('An address of a webhook', () => {
  it.each(['93.184.216.34', '8.8.8.8', '172.32.0.1', '2606:2800:220:1:248:1893:25c8:1946'])(
    '%s is public',
    (address) => {
      expect(isPublic(address)).toBe(true);
    },
  );

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.19.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '2001:db8::1',
    '2002:7f00:1::',
    'fc00::1',
    'fe80::1',
    'ff02::1',
    'not an address',
  ])('%s is not', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  it.each([
    ['https://shop.example/told', undefined],
    ['https://shop.example:8443/told?token=1', undefined],
    ['http://shop.example/told', 'an https URL'],
    ['ftp://shop.example/', 'an https URL'],
    ['/told', 'an absolute URL'],
    ['https://ann:secret@shop.example/', 'a URL without a login and without a #'],
    ['https://shop.example/#part', 'a URL without a login and without a #'],
    ['https://127.0.0.1/', 'an address that is public'],
    // Other ways to write the same address.
    ['https://2130706433/', 'an address that is public'],
    ['https://0x7f.1/', 'an address that is public'],
    ['https://[::1]/', 'an address that is public'],
    ['https://[::ffff:10.0.0.1]/', 'an address that is public'],
    ['https://localhost/', 'an address that is public'],
    ['https://shop.localhost/', 'an address that is public'],
  ])('%s: %s', (url, fault) => {
    expect(urlFault(url, PUBLIC_ONLY)).toBe(fault);
  });

  it('may be of the house, and without TLS, where the installation says so', () => {
    expect(urlFault('http://127.0.0.1:8080/', readReach('http, private'))).toBeUndefined();
    expect(urlFault('https://10.0.0.1/', readReach('private'))).toBeUndefined();
    expect(urlFault('http://10.0.0.1/', readReach('private'))).toBe('an https URL');
    expect(urlFault('http://10.0.0.1/', readReach('http'))).toBe('an address that is public');
    expect(readReach(undefined)).toEqual(PUBLIC_ONLY);
    expect(() => readReach('everything')).toThrow('everything is neither http nor private');
  });
});
