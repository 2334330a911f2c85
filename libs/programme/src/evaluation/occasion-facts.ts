import { dateOf } from '../calendar/local-date.js';
import { NO_TIER, purchaseFacts, type Facts, type LocalTime, type MemberFacts } from '../conditions/index.js';
import type { CounterFacts } from '../conditions/index.js';
import type { EveryNth, Offer } from '../offer.js';
import type { LocalClock } from './local-clock.js';
import type { Occasion } from './occasion.js';
import { countedNear } from './every-nth.js';
import type { Standing } from './standing.js';

/** What conditions may ask of one Purchase and its Member. Everything is made when a condition reads it. */
export function occasionFacts(occasion: Occasion): Facts {
  const { purchase, programme, standing } = occasion;
  const [facts, member] = [purchaseFacts(purchase, programme, () => localTime(occasion.local)), memberFacts(standing)];
  return {
    purchase: facts,
    member,
    // A guest's tier is unknown; of a member without one it is known that there is none.
    tier: member.known === false ? undefined : (standing.tier ?? NO_TIER),
    wallets: standing.wallets,
    get counters() {
      return counterFacts(occasion);
    },
  };
}

/** Segments and birthdays are brought by themselves, for the offers that ask for them without a condition. */
function memberFacts({ member, segments, birthday }: Standing): MemberFacts {
  return {
    ...member,
    ...(segments && { segments: [...segments] }),
    ...(birthday && {
      birthdayDay: birthday.has('day'),
      birthdayWeek: birthday.has('week'),
      birthdayMonth: birthday.has('month'),
    }),
  };
}

function counterFacts(occasion: Occasion): Readonly<Record<string, CounterFacts>> {
  const counted = occasion.programme.offers.flatMap((offer) => (countsPurchases(offer) ? [offer] : []));
  return Object.fromEntries(
    counted.map((offer) => {
      const visits = countedNear(offer, offer.effect, occasion).length;
      return [offer.id, { visits, nth: visits + 1 }];
    }),
  );
}

function countsPurchases(offer: Offer): offer is Offer & { readonly effect: EveryNth } {
  return offer.effect.kind === 'every-nth';
}

function localTime({ day, weekday, minute }: LocalClock): LocalTime {
  return { ...dateOf(day), dayOfWeek: weekday + 1, hour: Math.floor(minute / 60), minute: minute % 60 };
}
