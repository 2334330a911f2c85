import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../client/api.js';
import { CommandFailed, type Output } from '../output.js';

interface Difference {
  readonly table: string;
  readonly account?: string;
  readonly stream?: string;
  readonly serving: readonly unknown[];
  readonly rebuilt: readonly unknown[];
}

interface Rebuild {
  readonly id: string;
  readonly state: 'running' | 'switched' | 'refused' | 'failed';
  readonly phase: string;
  readonly events: number;
  readonly of: number;
  readonly seconds: number;
  readonly equal?: boolean | null;
  readonly differing?: number;
  readonly differences?: readonly Difference[];
}

const DOOR = '/v1/projections/balance/rebuild';
const ASK_AGAIN_MS = 250;

/** Builds the read model anew while the old one serves; exit code 1 and what differs, if they do not say the same. */
export async function rebuildBalance(api: Api, output: Output): Promise<void> {
  const { id } = await api.post<Rebuild>(DOOR, {});
  let told = '';
  for (;;) {
    const rebuild = await api.get<Rebuild>(DOOR);
    if (rebuild.id !== id) throw new CommandFailed('the server was started again meanwhile; begin anew');
    const { state, phase, events, of } = rebuild;
    const line = `${phase}: ${events} of ${of} events`;
    if (line !== told) output.say((told = line));
    if (state !== 'running') return conclude(rebuild, output);
    await sleep(ASK_AGAIN_MS);
  }
}

function conclude({ state, events, seconds, equal, differing, differences = [] }: Rebuild, output: Output): void {
  if (state === 'switched') {
    const compared = equal === true ? 'says the same as before' : 'is of a newer version';
    output.summary(
      { equal, events, seconds },
      `read from ${events} events in ${seconds} s, it ${compared} and serves now`,
    );
    return;
  }
  if (state === 'failed')
    throw new CommandFailed('the rebuild failed; the log of the server says why. What served, serves');
  for (const each of differences) output.say(describe(each));
  output.summary(
    { equal: false, events, seconds, differing, differences },
    `NOT the same: ${differing} differ, and nothing was switched`,
  );
  throw new CommandFailed('');
}

function describe({ table, account, stream, serving, rebuilt }: Difference): string {
  const rows = (sign: string, some: readonly unknown[]) => some.map((row) => `  ${sign} ${JSON.stringify(row)}`);
  return [`${account ?? stream} in ${table}:`, ...rows('- serving', serving), ...rows('+ rebuilt', rebuilt)].join('\n');
}
