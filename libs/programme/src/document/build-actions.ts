import type { ActionOffer } from '../action-offer.js';
import type { Programme } from '../programme.js';
import { countOf } from '../receipt-text.js';
import { buildSpan } from './build-filter.js';
import { limitsOf, textsOf, walletOf } from './build-offers.js';
import { buildTerms, refuseWaiting } from './build-wallet.js';
import { partnerIds } from './build-partners.js';
import type { Meaning } from './meaning.js';
import type { ActionDocument, ProgrammeDocument } from './programme-document.js';
import { refuseUnprovided } from './provided.js';

type Surroundings = Pick<Programme, 'wallets' | 'timeZone' | 'offers'>;

/** Points for what is no purchase, in declared order. */
export function buildActions(
  document: ProgrammeDocument,
  around: Surroundings,
  meaning: Meaning,
): readonly ActionOffer[] {
  const { actions = [] } = document;
  const partners = partnerIds(document);
  if (actions.length > 0) refuseUnprovided(meaning, { pointer: '/actions', found: `${actions.length}` }, 'actions');
  const seen = new Set(['base', ...around.offers.map(({ id }) => id)]);
  return actions.map((action, index) => {
    const pointer = `/actions/${index}`;
    if (seen.has(action.id)) {
      const at = { pointer: `${pointer}/id`, expected: 'an id of its own', found: action.id };
      meaning.refuse({ ...at, code: 'repeated_id', message: `Another offer is called ${action.id}.` });
    }
    seen.add(action.id);
    if (action.partner !== undefined) meaning.name(`${pointer}/partner`, action.partner, partners, 'partner');
    return buildAction(action, { ...around, pointer }, meaning);
  });
}

function buildAction(
  document: ActionDocument,
  around: Surroundings & { readonly pointer: string },
  meaning: Meaning,
): ActionOffer {
  const { pointer, timeZone } = around;
  const wallet = walletOf(document, around, meaning);
  const points = BigInt(document.points);
  const terms = buildTerms(document, { pointer, wallet }, meaning);
  refuseWaiting(terms, { pointer, isOwn: document.pending !== undefined }, meaning);
  return {
    id: document.id,
    on: document.on,
    wallet,
    points,
    ...buildSpan(document, { pointer, timeZone }, meaning),
    limits: [...limitsOf(document, pointer, meaning), ...(wallet.limits ?? [])],
    terms,
    partner: document.partner ?? null,
    ...textsOf(document.text, `${countOf(wallet, points)} for ${document.on}`),
  };
}
