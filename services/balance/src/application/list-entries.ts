import { accountStream, type LedgerEvent } from '@loyalty/ledger';
import type { Programme } from '@loyalty/programme';
import { describeEntry, type EntryDescription } from '../domain/entry-description.js';
import { findAccount, type AccountQuestion, type AccountRefusal, type ReadPorts } from './find-account.js';
import { ordersOf } from './orders-of.js';
import type { KnownProgrammes, StoredEntry } from './ports.js';

export interface EntriesQuestion extends AccountQuestion {
  readonly limit: number;
  /** Go on below this version. */
  readonly before: number | undefined;
}

export interface EntriesAnswer {
  /** The statement is complete up to here. */
  readonly version: number;
  readonly items: readonly (StoredEntry & { readonly description: EntryDescription; readonly event: LedgerEvent })[];
  /** The account's, where it is known here. */
  readonly programme: Programme | undefined;
  /** Undefined at the account's first entry. */
  readonly next: number | undefined;
}

/** The statement, newest first. What is not booked yet is not in it. */
export async function listEntries(
  question: EntriesQuestion,
  ports: ReadPorts & { readonly programmes: KnownProgrammes },
): Promise<EntriesAnswer | AccountRefusal> {
  const found = await findAccount(question, ports);
  if ('refused' in found) return found;

  const { account, limit, before } = question;
  const version = await ports.reads.version(account);
  const stored = await ports.reads.entries(account, { limit, before });
  const described = stored.map((entry) => {
    const event = accountStream.decode(entry);
    return { ...entry, event, description: describeEntry(event) };
  });
  const orders = await ordersOf(
    described.map(({ description }) => description.redemption),
    ports,
  );
  const items = described.map(({ description, ...entry }) => {
    const order = orders.get(description.redemption ?? '');
    return { ...entry, description: order === undefined ? description : { ...description, order } };
  });
  const last = items.at(-1)?.version ?? 1;
  const programme = found.programme === null ? undefined : await ports.programmes.find(found.programme);
  return { version, items, programme, next: last > 1 ? last : undefined };
}
