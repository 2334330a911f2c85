import { createSecretKey, hkdfSync } from 'node:crypto';
import { seal, unseal } from '@loyalty/service-host';

const LABEL = 'loyalty redemption: webhooks, 1';
const KEY_BYTES = 32;

export interface SecretSeal {
  seal(secret: Buffer, of: SecretPlace): Buffer;
  /** @throws SealBroken */
  open(sealed: Buffer, of: SecretPlace): Buffer;
}

interface SecretPlace {
  readonly webhook: string;
  readonly number: number;
}

/** Under a key that is made of the fingerprints' one, which must be kept anyway; bound to the webhook and the number. */
export function secretSeal(fingerprintKey: Buffer): SecretSeal {
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', fingerprintKey, Buffer.alloc(0), LABEL, KEY_BYTES)));
  const nameOf = ({ webhook, number }: SecretPlace) => `secret ${number} of webhook ${webhook}`;
  return {
    seal: (secret, place) => seal(key, nameOf(place), secret),
    open: (sealed, place) => unseal(key, nameOf(place), sealed),
  };
}
