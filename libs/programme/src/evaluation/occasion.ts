import type { Facts } from '../conditions/index.js';
import type { Currency, Programme } from '../programme.js';
import type { Purchase } from '../purchase.js';
import { localClock, zoneOf, type LocalClock } from './local-clock.js';
import { occasionFacts } from './occasion-facts.js';
import type { Standing } from './standing.js';

/** One Purchase under evaluation, with what is only worked out when an offer asks for it. */
export class Occasion {
  private clock: LocalClock | undefined;
  private known: Facts | undefined;

  constructor(
    readonly programme: Programme,
    readonly purchase: Purchase,
    readonly currency: Currency,
    readonly standing: Standing,
  ) {}

  /** By the clock of the store, else of the programme. */
  get local(): LocalClock {
    return (this.clock ??= localClock(this.purchase.occurredAt, zoneOf(this.programme, this.purchase.store)));
  }

  /** For conditions. */
  get facts(): Facts {
    return (this.known ??= occasionFacts(this));
  }
}
