import { hkdfSync } from 'node:crypto';
import { hmacSha256 } from '@loyalty/service-host';
import type { VoucherCodes } from '../../application/ports.js';
import { codeFrom } from '../../domain/vouchers/voucher-code.js';

const KEY_BYTES = 32;

/**
 * Codes made of names under a key of their own, and found by a hash under another: who has the log, the tables and the
 * bus, and not the key, can neither make a code nor try one.
 */
export function voucherCodes(fingerprintKey: Uint8Array): VoucherCodes {
  const keyed = (label: string) => {
    const key = hkdfSync(
      'sha256',
      fingerprintKey,
      Buffer.alloc(0),
      `loyalty redemption: vouchers, ${label}, 1`,
      KEY_BYTES,
    );
    return hmacSha256(Buffer.from(key));
  };
  const [codes, hashes] = [keyed('codes'), keyed('hashes')];
  return {
    codeOf: (name) => codeFrom(Buffer.from(codes(name, 'binary'), 'latin1')),
    hashOf: (code) => hashes(code, 'hex'),
  };
}
