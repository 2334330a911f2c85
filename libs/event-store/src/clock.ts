import type { Instant } from './event-store.js';

export interface Clock {
  now(): Instant;
}
