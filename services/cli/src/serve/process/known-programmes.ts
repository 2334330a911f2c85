import type { BalanceOptions } from '@loyalty/balance';
import { ServiceUnavailable } from '@loyalty/service-host';
import type { ProgrammeDocument } from '../between/accrual.js';
import { ProgrammeCopies } from './programme-copies.js';

const GOOD_FOR_MS = 1_000;

/**
 * The newest versions of programmes, asked of accrual when an entry is to be told, at most once a second. Of an older
 * version only what the log says is known here.
 */
export function knownProgrammes(
  documents: () => Promise<readonly ProgrammeDocument[]>,
): NonNullable<BalanceOptions['programmes']> {
  const copies = new ProgrammeCopies();
  let askedAt = Number.NEGATIVE_INFINITY;
  const refresh = async () => {
    if (performance.now() < askedAt + GOOD_FOR_MS) return;
    copies.take(await unlessAway(documents));
    askedAt = performance.now();
  };
  return {
    async find(id, version) {
      await refresh();
      const known = copies.latest(id);
      return version === undefined || known?.version === version ? known?.programme : undefined;
    },
  };
}

/** A statement is read while accrual is away, too: then in the words that are known. */
async function unlessAway(ask: () => Promise<readonly ProgrammeDocument[]>): Promise<readonly ProgrammeDocument[]> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ServiceUnavailable) return [];
    throw error;
  }
}
