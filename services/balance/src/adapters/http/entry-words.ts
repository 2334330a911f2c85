import type { LedgerEvent } from '@loyalty/ledger';
import { buildUnit, entryText, type CauseSaid, type Language, type Programme } from '@loyalty/programme';
import { entrySaid } from '../../domain/entry-said.js';

/** How an account's entries are told: in whose words, and in which language. */
export interface Words {
  /** Undefined: the programme is not known here, and wallets are called by their ids. */
  readonly programme: Programme | undefined;
  readonly language: Language;
}

export function wordsOf(event: LedgerEvent, { programme, language }: Words, cause?: CauseSaid): string {
  const unitOf = (wallet: string) => programme?.wallets.get(wallet)?.words ?? buildUnit({ one: wallet, other: wallet });
  return entryText(
    entrySaid(inWords(event, { programme, language }), unitOf, cause),
    programme?.timeZone ?? 'UTC',
    language,
  );
}

/** What an invitation gave is called as the programme calls it, not by the id of the offer. */
function inWords(event: LedgerEvent, { programme, language }: Words): LedgerEvent {
  if (event.type !== 'PointsEarned') return event;
  const sides = [programme?.referral?.inviter, programme?.referral?.friend];
  const text = sides.find((offer) => offer?.id === event.reason)?.texts?.[language];
  return text === undefined ? event : { ...event, reason: text };
}
