import type { EventStore } from '@loyalty/event-store';
import type { Programme } from '@loyalty/programme';

/** What the use cases stand on. */
export interface RedemptionPorts {
  readonly store: EventStore;
  readonly members: Members;
  readonly programmes: Programmes;
  /** Keyed, in 32 hexadecimal digits. */
  readonly fingerprint: (text: string) => string;
  readonly clock: Clock;
  /** Of streams; a redemption's id is made of one. */
  readonly newUuid: () => string;
}

export interface Clock {
  now(): number;
}

/** The newest version of each programme, in the order in which they were first applied; kept by accrual. */
export type Programmes = () => Promise<readonly Programme[]>;

export interface Identity {
  readonly kind: 'id' | 'card' | 'phone' | 'email' | 'token' | 'externalId';
  readonly value: string;
}

export interface Question {
  readonly programme: string;
  readonly identity: Identity;
}

export interface Owner {
  /** `mem_…` */
  readonly member: string;
  /** `acc_…` */
  readonly account: string;
}

/** Who the members are; kept by enrollment. A redemption enrols nobody. */
export interface Members {
  /** In order; undefined for whom nobody knows. */
  resolve(questions: readonly Question[]): Promise<readonly (Owner | undefined)[]>;
}
