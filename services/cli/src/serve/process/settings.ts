import { parseInstant } from '@loyalty/service-host';
import { CommandFailed } from '../../output.js';

/** What a service that runs in a process of its own is told by its environment. */
export interface ProcessSettings {
  /** Of the service's own role, which can read nothing of another's. */
  readonly databaseUrl: string;
  /** Where the services of the installation ask one another. */
  readonly rpc: { readonly host: string; readonly port: number; readonly token: string };
  /** `host:port` of a service's gRPC. @throws SettingMissing */
  addressOf(service: string): string;
  /** Whether it is told where a service answers. */
  knows(service: string): boolean;
  /** 32 bytes in base64. @throws SettingMissing */
  keyOf(name: string): Buffer;
  /** The same; undefined where it is not set. */
  keyIfSet(name: string): Buffer | undefined;
  readonly brokers: readonly string[];
  /** Where a clock begins that only POST /v1/test-clock moves; all processes of one database share it. */
  readonly testClock: number | undefined;
  readonly production: boolean;
  readonly logLevel: string;
  /** For what is told by variables of its own, as OpenTelemetry is. */
  readonly environment: NodeJS.ProcessEnv;
}

/** Names the variable and what it must be; the value is never shown. */
export class SettingMissing extends CommandFailed {
  constructor(name: string, expected: string) {
    super(`set ${name}: ${expected}`);
    this.name = 'SettingMissing';
  }
}

const KEY_BYTES = 32;
const DEFAULT_RPC_PORT = 9090;

export function readSettings(environment: NodeJS.ProcessEnv): ProcessSettings {
  const addressNameOf = (service: string) => `LOYALTY_${service.toUpperCase()}_RPC`;
  const required = (name: string, expected: string): string => {
    const value = environment[name];
    if (value === undefined || value === '') throw new SettingMissing(name, expected);
    return value;
  };
  const keyOf = (name: string): Buffer => {
    const expected = `${KEY_BYTES} bytes in base64`;
    const key = Buffer.from(required(name, expected), 'base64');
    if (key.length !== KEY_BYTES) throw new SettingMissing(name, expected);
    return key;
  };
  const list = (text = ''): string[] => text.split(',').flatMap((each) => each.trim() || []);
  return {
    databaseUrl: required('DATABASE_URL', 'postgresql://role:password@host/database of this service'),
    rpc: {
      host: environment['LOYALTY_RPC_HOST'] ?? '127.0.0.1',
      port: portOf(environment['LOYALTY_RPC_PORT']),
      token: required('LOYALTY_RPC_TOKEN', 'a secret that all services of the installation share'),
    },
    addressOf: (service) => required(addressNameOf(service), `host:port at which ${service} answers other services`),
    knows: (service) => (environment[addressNameOf(service)] ?? '') !== '',
    keyOf,
    keyIfSet: (name) => ((environment[name] ?? '') === '' ? undefined : keyOf(name)),
    brokers: list(environment['KAFKA_BROKERS']),
    testClock: instantOf(environment['LOYALTY_TEST_CLOCK']),
    production: environment['NODE_ENV'] === 'production',
    logLevel: environment['LOYALTY_LOG'] ?? 'info',
    environment,
  };
}

function instantOf(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const instant = parseInstant(text);
  if (instant === undefined) throw new SettingMissing('LOYALTY_TEST_CLOCK', 'an instant, as 2026-01-01T00:00:00Z');
  return instant;
}

function portOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_RPC_PORT;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new SettingMissing('LOYALTY_RPC_PORT', 'a port, or 0 for any free one');
  }
  return port;
}
