import { SettingMissing } from './process/settings.js';

/** The payment provider, as the environment tells of it. */
interface PayoutSettings {
  readonly url: string;
  /** The newest first. */
  readonly keys: readonly Buffer[];
  readonly timeoutMs?: number;
}

const KEY_BYTES_MIN = 24;
/** A payout is one process's alone for a minute; a request that took longer would meet another's. */
const TIMEOUT_MS_MAX = 30_000;

/** Undefined where no provider is named: nothing is paid out then. @throws SettingMissing */
export function payoutsFrom(environment: NodeJS.ProcessEnv): PayoutSettings | undefined {
  const url = environment['LOYALTY_PAYOUT_URL'] ?? '';
  if (url === '') return undefined;
  if (!/^https?:\/\/[^/]+/.test(url))
    throw new SettingMissing('LOYALTY_PAYOUT_URL', 'an address, as https://pay.example/v1');
  const timeoutMs = timeoutOf(environment['LOYALTY_PAYOUT_TIMEOUT_MS'] ?? '');
  return {
    url: url.replace(/\/+$/, ''),
    keys: keysOf(environment),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
}

/** Both sides know the new key before the old one goes: until then each request is signed by both. */
function keysOf(environment: NodeJS.ProcessEnv): readonly Buffer[] {
  const [newest, before] = ['LOYALTY_PAYOUT_KEY', 'LOYALTY_PAYOUT_KEY_BEFORE'].map((name) => {
    const key = Buffer.from(environment[name] ?? '', 'base64');
    if (key.length > 0 && key.length < KEY_BYTES_MIN)
      throw new SettingMissing(name, `${KEY_BYTES_MIN} bytes or more in base64`);
    return key;
  });
  if (!newest || newest.length === 0)
    throw new SettingMissing('LOYALTY_PAYOUT_KEY', 'what you and the provider sign with, in base64');
  return before && before.length > 0 ? [newest, before] : [newest];
}

function timeoutOf(text: string): number | undefined {
  if (text === '') return undefined;
  const milliseconds = Number(text);
  if (Number.isInteger(milliseconds) && milliseconds > 0 && milliseconds <= TIMEOUT_MS_MAX) return milliseconds;
  throw new SettingMissing('LOYALTY_PAYOUT_TIMEOUT_MS', `milliseconds, at most ${TIMEOUT_MS_MAX}`);
}
