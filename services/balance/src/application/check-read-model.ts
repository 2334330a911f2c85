import { type Account, accountStream } from '@loyalty/ledger';
import type { Books } from '../domain/effect.js';
import type { AccountStanding, BalanceReads } from './ports.js';

export interface Difference {
  readonly wallet: string;
  /** Available, held, pending, shortfall. */
  readonly stands: Books | undefined;
  readonly folded: Books | undefined;
}

export interface Sample {
  readonly account: string;
  readonly version: number;
  /** Empty: the read model says what its entries come to. */
  readonly differences: readonly Difference[];
  /** An entry that should be there, by its version, and is not. */
  readonly missing?: number;
}

const ACCOUNTS_AT_ONCE = 20;
/**
 * A sample is to cost readers nothing: a look ends with so many entries, and an account that has more of them is left to a
 * rebuild, which compares everything.
 */
const ENTRIES_MAX = 2_000;

/**
 * A sample that rolls through the accounts, some at each step: what stands in the read model is held against the ledger's
 * own fold of the account's entries.
 */
export class ReadModelCheck {
  #after: string | undefined;

  constructor(private readonly reads: Pick<BalanceReads, 'page' | 'history'>) {}

  async next(): Promise<readonly Sample[]> {
    const standings = await this.reads.page({ limit: ACCOUNTS_AT_ONCE, after: this.#after });
    // At the end it begins anew.
    if (standings.length === 0) this.#after = undefined;
    const samples: Sample[] = [];
    let entries = 0;
    for (const standing of standings) {
      if (entries > ENTRIES_MAX) break;
      this.#after = standing.account;
      if (standing.version > ENTRIES_MAX) continue;
      entries += standing.version;
      samples.push(await this.#look(standing));
    }
    return samples;
  }

  /** Nothing is kept from one look to the next: it would hide what was changed since. */
  async #look(standing: AccountStanding): Promise<Sample> {
    const { account, version } = standing;
    const entries = await this.reads.history(account, { after: 0, upTo: version, limit: version });
    let state = accountStream.initial();
    for (const [index, entry] of entries.entries()) {
      if (entry.version !== index + 1) return { account, version, differences: [], missing: index + 1 };
      state = accountStream.evolve(state, accountStream.decode(entry));
    }
    if (entries.length < version) return { account, version, differences: [], missing: entries.length + 1 };
    return { account, version, differences: differences(standing, state) };
  }
}

function differences({ wallets }: AccountStanding, state: Account): readonly Difference[] {
  const folded = new Map(
    state.wallets.map((each): [string, Books] => [
      each.wallet,
      [each.inLots - each.owed, each.held, each.pending, each.shortfall],
    ]),
  );
  return [...new Set([...wallets.keys(), ...folded.keys()])]
    .map((wallet) => ({ wallet, stands: wallets.get(wallet), folded: folded.get(wallet) }))
    .filter(({ stands, folded: books }) => !isSame(stands, books));
}

/** A wallet that was never used need not be there. */
function isSame(one: Books | undefined, other: Books | undefined): boolean {
  return [0, 1, 2, 3].every((index) => (one?.[index] ?? 0n) === (other?.[index] ?? 0n));
}
