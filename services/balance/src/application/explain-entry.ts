import {
  decodePurchaseEvent,
  decodeReturnEvent,
  type PurchaseClaimed,
  type PurchaseRecorded,
  type PurchaseVoided,
  type ReturnRecorded,
} from '@loyalty/contracts';
import { accountStream, type LedgerEvent } from '@loyalty/ledger';
import type { Programme } from '@loyalty/programme';
import { describeEntry, type EntryDescription } from '../domain/entry-description.js';
import type { AccountDirectory } from './find-account.js';
import type { BalanceReads, KnownProgrammes, StoredEntry } from './ports.js';

/** An entry with what caused it, as far as the log says. */
export interface ExplainedEntry {
  readonly entry: StoredEntry;
  readonly event: LedgerEvent;
  readonly description: EntryDescription;
  readonly recorded?: PurchaseRecorded;
  /** Where the purchase was claimed later, this is what it earned, and when. */
  readonly claimed?: PurchaseClaimed;
  readonly voided?: PurchaseVoided;
  readonly returned?: ReturnRecorded;
  /** The version that judged the purchase, else the account's newest. */
  readonly programme: Programme | undefined;
}

export interface ExplainPorts {
  readonly reads: Pick<BalanceReads, 'entry' | 'causes'>;
  readonly directory: AccountDirectory;
  readonly programmes: KnownProgrammes;
  /** The stream of a purchase's, a return's or a redemption's wire id. */
  readonly streamOf: (id: string) => string | undefined;
}

/** Why an entry is what it is: the purchase that earned it, the return that took it back. Undefined: no such entry. */
export async function explainEntry(id: string, ports: ExplainPorts): Promise<ExplainedEntry | undefined> {
  const entry = await ports.reads.entry(id);
  if (!entry) return undefined;

  const event = accountStream.decode(entry);
  const description = describeEntry(event);
  const returned = await returnOf(description, ports);
  const purchase = await purchaseOf(description.purchase ?? returned?.matched[0]?.purchase, ports);
  return {
    entry,
    event,
    description,
    ...purchase,
    ...(returned && { returned }),
    programme: await judgeOf(purchase, entry, ports),
  };
}

type Caused = Pick<ExplainedEntry, 'recorded' | 'claimed' | 'voided'>;

async function judgeOf(
  { recorded, claimed }: Caused,
  { account }: StoredEntry,
  { directory, programmes }: ExplainPorts,
): Promise<Programme | undefined> {
  const version = (claimed?.outcome ?? recorded?.outcome)?.programmeVersion;
  const programme = recorded?.programme ?? (await directory.find(account))?.programme;
  return programme === undefined ? undefined : programmes.find(programme, version);
}

async function purchaseOf(purchase: string | undefined, ports: ExplainPorts): Promise<Caused> {
  const found: { -readonly [Cause in keyof Caused]: Caused[Cause] } = {};
  for (const cause of await causesOf(purchase, ports)) {
    const event = decodePurchaseEvent(cause);
    if (event.type === 'PurchaseRecorded') found.recorded = event;
    else if (event.type === 'PurchaseClaimed') found.claimed = event;
    else if (event.type === 'PurchaseVoided') found.voided = event;
  }
  return found;
}

async function returnOf(entry: EntryDescription, ports: ExplainPorts): Promise<ReturnRecorded | undefined> {
  for (const cause of await causesOf(entry.return, ports)) {
    const event = decodeReturnEvent(cause);
    if (event.type === 'ReturnRecorded') return event;
  }
  return undefined;
}

async function causesOf(id: string | undefined, { reads, streamOf }: ExplainPorts) {
  const stream = id === undefined ? undefined : streamOf(id);
  return stream === undefined ? [] : reads.causes(stream);
}
