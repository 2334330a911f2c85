import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '@loyalty/postgres';

export interface Secrets {
  /** Finds identities by keyed hash. Losing it makes every member unknown at the till. */
  readonly identityKey: Buffer;
  /** Seals the keys of members. Losing it erases everyone. */
  readonly masterKey: Buffer;
  /** Keys the fingerprints of what was sent. */
  readonly fingerprintKey: Buffer;
}

const VARIABLES = {
  identityKey: 'LOYALTY_IDENTITY_KEY',
  masterKey: 'LOYALTY_MASTER_KEY',
  fingerprintKey: 'LOYALTY_FINGERPRINT_KEY',
} as const;

/** From the environment (base64, 32 bytes each) where all three are set, else from `<home>/secrets.json`, made once. */
export async function loadSecrets(home: string, environment: NodeJS.ProcessEnv): Promise<Secrets> {
  const given = Object.values(VARIABLES).filter((name) => environment[name] !== undefined);
  if (given.length === 0) return decode(await fromHome(home), (name) => `${name} in ${join(home, 'secrets.json')}`);
  if (given.length < 3) throw new Error(`set all of ${Object.values(VARIABLES).join(', ')}, or none`);
  const values = mapKeys((name) => environment[VARIABLES[name]] ?? '');
  return decode(values, (name) => VARIABLES[name]);
}

type Encoded = Record<keyof Secrets, string>;

async function fromHome(home: string): Promise<Encoded> {
  const path = join(home, 'secrets.json');
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Encoded;
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  const made = mapKeys(() => randomBytes(32).toString('base64'));
  await writeFile(path, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return made;
}

function decode(values: Encoded, where: (name: keyof Secrets) => string): Secrets {
  const key = (name: keyof Secrets): Buffer => {
    const bytes = Buffer.from(values[name] ?? '', 'base64');
    if (bytes.length !== 32) throw new Error(`${where(name)} must be 32 bytes in base64`);
    return bytes;
  };
  return { identityKey: key('identityKey'), masterKey: key('masterKey'), fingerprintKey: key('fingerprintKey') };
}

function mapKeys(value: (name: keyof Secrets) => string): Encoded {
  return { identityKey: value('identityKey'), masterKey: value('masterKey'), fingerprintKey: value('fingerprintKey') };
}
