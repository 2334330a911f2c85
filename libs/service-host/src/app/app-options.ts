import type { KeyVerifier } from '../auth/key-verifier.js';
import type { Logger } from '../logging/logger.js';
import type { StaffActions } from '../staff/staff-actions.js';
import type { OpenApiInfo } from '../openapi/openapi-info.js';
import type { Clock } from '../time/clock.js';
import type { TestClock } from '../time/test-clock.js';

export interface AppOptions {
  /** Who knows the API keys: `createKeyStore(pool)`. */
  readonly keys: KeyVerifier;
  /** Where it is written what was changed by hand: `createStaffActions(pool, clock)`. */
  readonly staffActions: StaffActions;
  /** Where to listen; without a port the app is built and does not listen. 0 is any free port. */
  readonly port?: number;
  /** The loopback interface by default: what is reachable from outside is said so on purpose. */
  readonly host?: string;
  /** The system's clock by default; the test clock, where one is given, is also this process's clock. */
  readonly clock?: Clock;
  readonly testClock?: TestClock;
  readonly logger?: Logger;
  /** A body larger than this is refused unread; 4 MiB hold a document of 5,000 lines of 800 bytes. */
  readonly bodyLimitBytes?: number;
  /** How long requests that are under way may take to end when the app is closed. */
  readonly drainMs?: number;
  /** False in a process that only answers requests; its jobs then run in another. */
  readonly runJobs?: boolean;
  readonly openApi?: Partial<OpenApiInfo>;
}

export const BODY_LIMIT_BYTES = 4 * 1024 * 1024;
export const DRAIN_MS = 10_000;
