import { countersStream } from '@loyalty/accrual';
import type { Given, Policy } from '@loyalty/campaign';
import { budgetStreamId } from '@loyalty/contracts';
import type { EventStore } from '@loyalty/event-store';

/** What budgets have given, by the counters that accrual keeps in the ledger. */
export function givenOf(store: EventStore): Given {
  return async (programme, counters) => {
    const given = new Map<string, bigint>();
    for (const counter of counters) {
      const { state } = await store.load(countersStream, budgetStreamId(programme, counter));
      given.set(counter, state.given.get(counter)?.get('ever') ?? 0n);
    }
    return given;
  };
}

const DEMANDS: ReadonlySet<string> = new Set(['required', 'none']);

/** What the installation asks of changes: `LOYALTY_PROGRAMME_APPROVAL` and `LOYALTY_PROGRAMME_TESTS`, each `required` or `none`. */
export function policyFrom(environment: NodeJS.ProcessEnv): Policy {
  const demand = (name: string) => {
    const said = environment[name] ?? 'none';
    if (!DEMANDS.has(said)) throw new Error(`set ${name} to required or none`);
    return said === 'required' ? 'required' : 'none';
  };
  return { approval: demand('LOYALTY_PROGRAMME_APPROVAL'), tests: demand('LOYALTY_PROGRAMME_TESTS') };
}

/** Whether it asks for anything; accrual's own door, which can ask for nothing, is then closed. */
export function asksForMore({ approval, tests }: Policy): boolean {
  return approval === 'required' || tests === 'required';
}
