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

/** What an invitation or an action gave is called as the programme calls it; an action that two offers are for, by its id. */
function inWords(event: LedgerEvent, { programme, language }: Words): LedgerEvent {
  if (event.type !== 'PointsEarned') return event;
  const sides = [programme?.referral?.inviter, programme?.referral?.friend];
  const actions = programme?.actions.filter(({ on }) => on === event.reason) ?? [];
  const offer = sides.find((side) => side?.id === event.reason) ?? (actions.length === 1 ? actions[0] : undefined);
  const text = offer?.texts?.[language];
  return text === undefined ? event : { ...event, reason: text };
}
