import { recognitionKey } from '@loyalty/enrollment';
import { CommandFailed, type Output } from '../output.js';

const KEY_BYTES = 32;

/** What accrual needs to keep a copy of who is who: made of the identity key, and good for nothing else. */
export function showRecognitionKey(output: Output, environment: NodeJS.ProcessEnv): void {
  const identityKey = Buffer.from(environment['LOYALTY_IDENTITY_KEY'] ?? '', 'base64');
  if (identityKey.length !== KEY_BYTES) {
    throw new CommandFailed(`set LOYALTY_IDENTITY_KEY: ${KEY_BYTES} bytes in base64, as enrollment has it`);
  }
  const key = recognitionKey(identityKey).toString('base64');
  output.summary({ key }, `LOYALTY_RECOGNITION_KEY=${key}`);
}
