/** What `installation.mjs` is to specs that are compiled. */
export type Service = 'accrual' | 'enrollment' | 'balance' | 'redemption' | 'campaign' | 'analytics';

export interface Prepared {
  /** Of scope `admin`. */
  readonly key: string;
  /** `DATABASE_URL` of each. */
  readonly roles: Readonly<Record<Service, string>>;
  readonly secrets: NodeJS.ProcessEnv;
}

export const SERVICES: readonly Service[];

export function prepare(place: {
  readonly databaseUrl: string;
  readonly home: string;
  readonly testClock?: boolean;
}): Promise<Prepared>;

export function environmentOf(
  service: Service,
  installation: Prepared & {
    readonly brokers: readonly string[];
    /** Of those that are asked. */
    readonly rpcPorts: Readonly<Partial<Record<Service, number>>>;
  },
): NodeJS.ProcessEnv;

export function byService<Value>(values: readonly Value[]): Record<Service, Value>;
