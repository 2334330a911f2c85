import { createSecretKey, hkdfSync } from 'node:crypto';
import { UnreadableMessage } from '@loyalty/contracts';
import type { Seal } from '@loyalty/messaging';
import { seal, unseal } from '@loyalty/service-host';

const LABEL = 'loyalty accrual: messages set aside, 1';
const KEY_BYTES = 32;

/**
 * Messages that the intake sets aside may hold cards, and whatever else was sent by mistake. Their key is derived from
 * the fingerprints' one: that one must be kept anyway, and a secret more could only be lost.
 */
export function intakeSeal(fingerprintKey: Buffer): Seal {
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', fingerprintKey, Buffer.alloc(0), LABEL, KEY_BYTES)));
  return {
    seal: (plain, place) => seal(key, place, plain),
    open: (sealed, place) => unseal(key, place, sealed),
    // Only what we say ourselves quotes nothing; what a database or a parser says may.
    reasonOf(error) {
      if (error instanceof UnreadableMessage) return `${error.name}: ${error.message}`;
      return error instanceof Error ? error.name : 'something that is no error was thrown';
    },
  };
}
