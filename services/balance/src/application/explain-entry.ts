import {
  decodeActionEvent,
  decodePurchaseEvent,
  decodeReferralEvent,
  decodeReturnEvent,
  type ActionRecorded,
  type PurchaseClaimed,
  type PurchaseRecorded,
  type PurchaseVoided,
  type ReferralBonus,
  type ReferralJudged,
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
  /** Where it is one side of an invitation: who it was for, what it gave. */
  readonly referral?: ExplainedReferral;
  /** Where an action earned it, or released it. */
  readonly action?: ActionRecorded;
  /** The version that judged the purchase, else the account's newest. */
  readonly programme: Programme | undefined;
}

export interface ExplainedReferral {
  readonly side: 'inviter' | 'friend';
  readonly judged: ReferralJudged;
  readonly bonus: ReferralBonus;
}

export interface ExplainPorts {
  readonly reads: Pick<BalanceReads, 'entry' | 'causes'>;
  readonly directory: AccountDirectory;
  readonly programmes: KnownProgrammes;
  /** Comes back once all that is committed now has been read, or has waited long enough for it. */
  readonly caughtUp: () => Promise<unknown>;
  /** The stream of a purchase's, a return's or a redemption's wire id. */
  readonly streamOf: (id: string) => string | undefined;
}

/** Why an entry is what it is: the purchase that earned it, the return that took it back. Undefined: no such entry. */
export async function explainEntry(id: string, ports: ExplainPorts): Promise<ExplainedEntry | undefined> {
  const entry = await ports.reads.entry(id);
  if (!entry) return undefined;

  const event = accountStream.decode(entry);
  const description = describeEntry(event);
  const referral = await referralOf(event, description, ports);
  // What a friend bought and gave back is told to nobody else.
  const isTold = referral?.side !== 'inviter';
  const returned = isTold ? await returnOf(description, ports) : undefined;
  const action = await actionOf(description, ports);
  const named = referral
    ? referral.judged.purchase
    : (action?.purchase ?? description.purchase ?? returned?.matched[0]?.purchase);
  const purchase = isTold ? await purchaseOf(named, ports) : {};
  return {
    entry,
    event,
    description,
    ...purchase,
    ...(returned && { returned }),
    ...(referral && { referral }),
    ...(action && { action }),
    programme: await judgeOf({ ...purchase, ...(referral && { referral }), ...(action && { action }) }, entry, ports),
  };
}

const SIDES = [
  ['inv_', 'inviter'],
  ['frd_', 'friend'],
] as const;

/** The judgement that made the lots of an entry; of what is taken back, the last one before it. */
async function referralOf(
  event: LedgerEvent,
  { referral = '', slices }: EntryDescription,
  ports: ExplainPorts,
): Promise<ExplainedReferral | undefined> {
  const side = SIDES.find(([prefix]) => referral.startsWith(prefix))?.[1];
  if (side === undefined) return undefined;
  const lots = new Set(slices.map(({ lot }) => lot));
  const judged = () => judgedIn(referral, { side, lots, until: event.occurredAt }, ports);
  const found = await judged();
  if (found) return found;
  // It stands beside the account of the friend, which another shard may hold: that may not have been read as far.
  await ports.caughtUp();
  return judged();
}

interface Sought {
  readonly side: ExplainedReferral['side'];
  readonly lots: ReadonlySet<string>;
  readonly until: number;
}

async function judgedIn(
  referral: string,
  { side, lots, until }: Sought,
  ports: ExplainPorts,
): Promise<ExplainedReferral | undefined> {
  let found: ExplainedReferral | undefined;
  for (const cause of await causesOf(referral, ports)) {
    const judged = decodeReferralEvent(cause);
    const bonus = judged.type === 'ReferralJudged' ? judged[side] : null;
    if (judged.type !== 'ReferralJudged' || !bonus || judged.occurredAt > until) continue;
    found = { side, judged, bonus };
    if (bonus.lots.some(({ id }) => lots.has(id))) return found;
  }
  return found;
}

type Caused = Pick<ExplainedEntry, 'recorded' | 'claimed' | 'voided' | 'referral' | 'action'>;

async function judgeOf(
  { recorded, claimed, referral, action }: Caused,
  { account }: StoredEntry,
  { directory, programmes }: ExplainPorts,
): Promise<Programme | undefined> {
  if (referral) return programmes.find(referral.judged.programme, referral.judged.programmeVersion);
  if (action) return programmes.find(action.programme, action.outcome.programmeVersion);
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

async function actionOf(entry: EntryDescription, ports: ExplainPorts): Promise<ActionRecorded | undefined> {
  const [cause] = await causesOf(entry.action, ports);
  return cause && decodeActionEvent(cause);
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
