import type { PurchaseEvent, RecordedLine, ReturnedLine } from '@loyalty/contracts';

/** A purchase with what of it is kept. */
export interface Bought {
  readonly programme: string;
  /** `mem_…`, `acc_…`; null while it is nobody's. */
  readonly member: string | null;
  readonly account: string | null;
  readonly occurredAt: number;
  readonly currency: string;
  readonly store?: string;
  /** A line of which nothing is kept is left out. */
  readonly lines: readonly BoughtLine[];
}

export interface BoughtLine {
  readonly id: string;
  /** In millionths. */
  readonly quantity: bigint;
  /** Of what is kept, in minor units. */
  readonly amount: bigint;
  readonly eligible: boolean;
  readonly categories: readonly string[];
}

/** What an event of a purchase's stream makes of it. A return or a void that waits for its purchase is applied with it, by an event of its own. */
export function boughtAfter(before: Bought | undefined, event: PurchaseEvent): Bought | undefined {
  switch (event.type) {
    case 'PurchaseRecorded': {
      const { programme, member, account, occurredAt, currency, store, lines } = event;
      const kept = lines.map(keptLine);
      const place = store === undefined ? {} : { store: storable(store) };
      return { programme, member, account, occurredAt, currency, ...place, lines: kept };
    }
    case 'PurchaseClaimed':
      return before && { ...before, member: event.member, account: event.account };
    case 'UnitsReturned':
    case 'PurchaseVoided':
      return before && { ...before, lines: without(before.lines, event.lines) };
    case 'PurchaseAlsoNamed':
    case 'BonusWithdrawn':
    case 'ReviewOpened':
    case 'ReviewReleased':
    case 'ReviewRejected':
    case 'ReviewWithdrawn':
    case 'ReturnAwaited':
    case 'VoidAwaited':
      return before;
    default:
      return event satisfies never;
  }
}

/** PostgreSQL's texts hold neither NUL nor half a character. What a till has sent must not stop who reads the log. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');

function keptLine({ id, quantity, amount, eligible, categories }: RecordedLine): BoughtLine {
  return { id: storable(id), quantity, amount, eligible, categories: categories.map(storable) };
}

/** A line whose units are all gone is gone; where only money went back, the units are kept. */
function without(lines: readonly BoughtLine[], gone: readonly ReturnedLine[]): readonly BoughtLine[] {
  return lines.flatMap((line) => {
    const back = gone.filter((each) => storable(each.line) === line.id);
    const quantity = back.reduce((left, each) => left - each.quantity, line.quantity);
    const amount = back.reduce((left, each) => left - each.amount, line.amount);
    return quantity > 0n ? [{ ...line, quantity, amount }] : [];
  });
}
