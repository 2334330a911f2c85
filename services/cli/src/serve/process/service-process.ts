import type { Clock, Logger, RpcConnection, Served } from '@loyalty/service-host';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import type { Teardown } from '../teardown.js';
import type { ProcessSettings } from './settings.js';

/** A service as a process of its own: what it needs of others is asked for over gRPC, and what they need it answers. */
export interface ServiceProcess {
  open(context: ProcessContext): Promise<OpenProcess>;
}

export interface OpenProcess {
  readonly module: DynamicModule;
  readonly serves: (app: INestApplication) => readonly Served[];
  /** What needs the bus. The doors do not wait for it; it is begun when the bus is there. Answers how to stop. */
  readonly onBus?: (app: INestApplication) => readonly (() => Promise<() => Promise<void>>)[];
}

export interface ProcessContext {
  readonly settings: ProcessSettings;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Closes, in the end and in reverse order, what was opened. */
  readonly teardown: Teardown;
  /** Another service. While it cannot be reached this one is not ready, unless it can do without. */
  readonly connect: (service: string, options?: { readonly isNeeded?: boolean }) => RpcConnection;
}
