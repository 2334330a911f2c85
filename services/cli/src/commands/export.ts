import { createWriteStream, openSync } from 'node:fs';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Api } from '../client/api.js';
import { csvLine } from '../csv-line.js';
import type { Output } from '../output.js';

interface MemberItem {
  readonly id: string;
  readonly externalId?: string | null;
  readonly accounts: readonly { readonly id: string; readonly programme: string }[];
}

interface WalletRow {
  readonly wallet: string;
  readonly available: number;
  readonly held: number;
  readonly pending: number;
}

interface BalanceItem {
  readonly account: string;
  readonly wallets: readonly WalletRow[];
}

const COLUMNS = ['account', 'member', 'externalId', 'wallet', 'available', 'held', 'pending'];

/** One row per account and wallet, those without points too; on standard output unless a file is named. */
export async function exportBalances(api: Api, output: Output, options: { out: string | undefined }): Promise<void> {
  const { out } = options;
  const file = out === undefined ? process.stdout : createWriteStream(out, { fd: openSync(out, 'w') });
  const balances = new Map<string, readonly WalletRow[]>();
  for await (const item of api.list<BalanceItem>('/v1/balances')) balances.set(item.account, item.wallets);
  const wallets = await walletsByProgramme(api);

  let rows = 0;
  await writeLine(file, csvLine(COLUMNS));
  for await (const member of api.list<MemberItem>('/v1/members')) {
    for (const account of member.accounts) {
      const known = new Map(balances.get(account.id)?.map((row) => [row.wallet, row]));
      for (const wallet of new Set([...(wallets.get(account.programme) ?? []), ...known.keys()])) {
        const whose = [account.id, member.id, member.externalId ?? ''];
        await writeLine(file, rowOf(whose, known.get(wallet) ?? { wallet, available: 0, held: 0, pending: 0 }));
        rows += 1;
      }
      balances.delete(account.id);
    }
  }
  // What is left is of households: of no member alone, and of none that is listed.
  for (const [account, known] of balances) {
    for (const row of known) await writeLine(file, rowOf([account, '', ''], row));
    rows += known.length;
  }
  if (out === undefined) {
    // The rows alone, so that they can be piped.
    if (output.isJson) output.summary({ rows }, '');
    return;
  }
  file.end();
  await once(file, 'close');
  output.summary({ rows, file: out }, `${rows} rows are in ${out}`);
}

function rowOf(whose: readonly string[], { wallet, available, held, pending }: WalletRow): string {
  return csvLine([...whose, wallet, ...[available, held, pending].map(String)]);
}

async function walletsByProgramme(api: Api): Promise<ReadonlyMap<string, readonly string[]>> {
  const wallets = new Map<string, readonly string[]>();
  for await (const programme of api.list<{ id: string; wallets: readonly string[] }>('/v1/programmes')) {
    wallets.set(programme.id, programme.wallets);
  }
  return wallets;
}

async function writeLine(file: Writable, line: string): Promise<void> {
  if (!file.write(line)) await once(file, 'drain');
}
