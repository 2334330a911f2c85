import { lasts } from '../calendar/duration.js';
import type { Wallet } from '../programme.js';
import { buildUnit } from '../text/unit.js';
import { buildCaps } from './build-limits.js';
import type { Meaning } from './meaning.js';
import type { OfferDocument, WalletDocument } from './programme-document.js';

export function buildWallet(id: string, document: WalletDocument, timeZone: string, meaning: Meaning): Wallet {
  const { expiry = 'never', pending = 'none', unit = { one: id, other: id } } = document;
  const words = buildUnit(unit);
  const limits = buildCaps(document.caps, { pointer: `/wallets/${id}/caps`, counter: `wallet/${id}` }, meaning);
  return {
    id,
    unit: words.en,
    words,
    timeZone,
    expiry: buildExpiry(`/wallets/${id}/expiry`, expiry, meaning),
    pending: buildPending(pending, meaning),
    ...(limits.length > 0 && { limits }),
  };
}

/** The wallet itself where an offer says nothing of its own, so that both make one Lot. */
export function buildTerms(
  { expiry, pending }: Pick<OfferDocument, 'expiry' | 'pending'>,
  { pointer, wallet }: { readonly pointer: string; readonly wallet: Wallet },
  meaning: Meaning,
): Wallet {
  if (expiry === undefined && pending === undefined) return wallet;
  return {
    ...wallet,
    ...(expiry !== undefined && { expiry: buildExpiry(`${pointer}/expiry`, expiry, meaning) }),
    ...(pending !== undefined && { pending: buildPending(pending, meaning) }),
  };
}

/** An action that is reported releases what its purchase earned: what no purchase earned would wait for ever. */
export function refuseWaiting(
  { pending }: Wallet,
  { pointer, isOwn }: { pointer: string; isOwn: boolean },
  meaning: Meaning,
) {
  if (!('action' in pending)) return;
  const message = `Only what a purchase earned is released when ${pending.action} is reported, and this is for no purchase.`;
  const at = isOwn ? `${pointer}/pending` : pointer;
  const expected = '`pending: none`, or a duration';
  meaning.refuseNew({ pointer: at, code: 'nothing_releases', message, expected, found: pending.action });
}

function buildPending(pending: NonNullable<WalletDocument['pending']>, meaning: Meaning): Wallet['pending'] {
  return typeof pending === 'object' ? pending : { after: pending === 'none' ? null : meaning.duration(pending) };
}

function buildExpiry(
  pointer: string,
  expiry: NonNullable<WalletDocument['expiry']>,
  meaning: Meaning,
): Wallet['expiry'] {
  if (expiry === 'never') return null;
  const { after, endOf } = expiry;
  const duration = after === undefined ? undefined : meaning.duration(after);
  if (duration && !endOf && !lasts(duration)) {
    const expected = 'a duration above zero';
    const message = 'Points would expire the moment that they become available.';
    meaning.refuse({
      pointer: `${pointer}/after`,
      code: 'too_small',
      message,
      expected,
      found: duration.text,
    });
  }
  return { ...(duration && { after: duration }), ...(endOf && { endOf }) };
}
