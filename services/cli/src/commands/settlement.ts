import { checkSettlementsOf } from '@loyalty/analytics';
import { createPostgresStore } from '@loyalty/event-store';
import { systemClock } from '@loyalty/service-host';
import type { Api } from '../client/api.js';
import type { OpenHome } from '../home/home.js';
import { CommandFailed, type Output } from '../output.js';

/** So many are listed; the count says how many there are. */
const LISTED_MAX = 100;

/** Computes what every month moved from the ledger itself and compares it with the sum of all statements; where they differ: exit code 1, and what. */
export async function checkHome(home: OpenHome, output: Output): Promise<void> {
  const store = await createPostgresStore({ url: home.databaseUrl, clock: systemClock });
  try {
    const { difference, differences, ...counts } = await checkSettlementsOf({
      databaseUrl: home.databaseUrl,
      log: store,
      clock: systemClock,
    });
    const listed = differences.slice(0, LISTED_MAX);
    const summary = { difference: String(difference), ...counts, different: differences.length, differences: listed };
    if (differences.length === 0) {
      output.summary(
        summary,
        `${counts.statements} statements, ${counts.closed} of them closed, say what ${counts.entries} entries of the ledger do`,
      );
      return;
    }
    const lines = listed.map(
      ({ programme, period, what, ledger, statements }) =>
        `${programme} ${period}, ${what}: the ledger ${ledger}, the statements ${statements}`,
    );
    output.summary(summary, [`${differences.length} differences:`, ...lines].join('\n'));
    throw new CommandFailed('');
  } finally {
    await store.close();
  }
}

interface Settlement {
  readonly id: string;
  readonly partner: string | null;
  readonly period: string;
  readonly status: 'open' | 'closed';
  readonly totals: readonly { readonly currency: string; readonly due: string; readonly payer: string }[];
  readonly sha256: string | null;
}

export interface SettlementFilter {
  readonly programme: string;
  readonly partner?: string;
  readonly period?: string;
}

export async function listSettlements(api: Api, output: Output, filter: SettlementFilter): Promise<void> {
  const query = new URLSearchParams(Object.entries(filter));
  const { items } = await api.get<{ readonly items: readonly Settlement[] }>(`/v1/settlements?${query.toString()}`);
  output.summary({ settlements: items }, items.map(lineOf).join('\n'));
}

/** As CSV on standard output, or as the API says it. */
export async function showSettlement(
  api: Api,
  output: Output,
  { id, csv }: { readonly id: string; readonly csv: boolean },
): Promise<void> {
  const path = `/v1/settlements/${encodeURIComponent(id)}`;
  if (csv) {
    process.stdout.write(await (await api.send('GET', `${path}/csv`)).text());
    // The rows alone, so that they can be piped.
    if (!output.isJson) return;
  }
  const statement = await api.get<Settlement>(path);
  output.summary({ ...statement }, JSON.stringify(statement, null, 2));
}

export async function closeSettlement(
  api: Api,
  output: Output,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<void> {
  const path = `/v1/settlements/${encodeURIComponent(id)}/close`;
  const answer = await api.post<Settlement & { readonly repeated: boolean }>(path, { reason });
  output.summary(
    { ...answer },
    `${lineOf(answer)}\nsha256 ${answer.sha256}${answer.repeated ? ', as it was closed before' : ''}`,
  );
}

function lineOf({ id, status, totals }: Settlement): string {
  const due = totals.map(({ payer, due, currency }) => `${payer} pays ${due} ${currency}`).join(', ');
  return `${id} ${status}${due === '' ? '' : `: ${due}`}`;
}
