import { auditStore, type Audit } from '@loyalty/accrual';
import { createPostgresStore } from '@loyalty/event-store';
import { systemClock } from '@loyalty/service-host';
import type { OpenHome } from '../home/home.js';
import { CommandFailed, type Output } from '../output.js';

type Difference = Audit['differences'][number];

/** Recomputes every earned and reversed point from the log; what does not follow is named, and the exit code is 1. */
export async function auditHome(home: OpenHome, output: Output): Promise<void> {
  const store = await createPostgresStore({ url: home.databaseUrl, clock: systemClock });
  try {
    const startedAt = performance.now();
    const { differences, ...counts } = await auditStore(store);
    const seconds = (performance.now() - startedAt) / 1000;
    const perSecond = Math.round(counts.purchases / seconds);
    for (const difference of differences) output.say(sentence(difference));
    const { entries, purchases, returns, different } = counts;
    const of = `${entries} entries of ${purchases} purchases and ${returns} returns`;
    output.summary(
      { ...counts, perSecond, ...(different > 0 && { differences: differences.map(plain) }) },
      different === 0 ? `${of}: every point is where it must be` : `${of}: ${different} differences`,
    );
    if (different > 0) throw new CommandFailed('');
  } finally {
    await store.close();
  }
}

function sentence({ stream, version, purchase, offer, what, expected, found }: Difference): string {
  const about = [purchase ?? '', offer === null ? '' : `offer ${offer}`].filter((each) => each !== '').join(', ');
  return `${stream} version ${version}${about === '' ? '' : ` (${about})`}: ${what} is ${shown(found)}, not ${shown(expected)}`;
}

function plain(difference: Difference) {
  return { ...difference, expected: jsonOf(difference.expected), found: jsonOf(difference.found) };
}

const shown = (value: unknown): string => JSON.stringify(jsonOf(value));

/** Points and money are whole numbers that JSON can say. */
function jsonOf(value: unknown): unknown {
  const text = JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? Number(each) : each));
  return text === undefined ? null : (JSON.parse(text) as unknown);
}
