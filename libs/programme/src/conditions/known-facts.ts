import type { Domain, Fact, FactNames, FactSchema } from './fact-schema.js';

export const DAYS_OF_WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const LINE_KINDS = ['goods', 'service', 'delivery', 'fee', 'tip', 'deposit', 'gift_card'];
const PAYMENT_KINDS = ['card', 'cash', 'gift_card', 'points'];
const AGE_GROUPS = ['under_18', '18_24', '25_34', '35_44', '45_54', '55_64', '65_plus'];

/** As many lines, categories of a line and payments as a Purchase can have. */
export const LINES_MAX = 5_000;
const CATEGORIES_MAX = 20;
const PAYMENTS_MAX = 20;
const SEGMENTS_MAX = 200;
const CONSENTS_MAX = 50;
const HISTORY_CATEGORIES_MAX = 1_000;

/** What a member without a tier has, so that `tier != 'gold'` is true of them. */
export const NO_TIER = 'none';

/** The facts of a programme with these names. */
export function factSchema(names: FactNames): FactSchema {
  return { facts: new Map(Object.entries(namedFacts(names))), moneyDecimals: names.moneyDecimals ?? 2 };
}

/** The facts that every programme has. */
export const FACT_SCHEMA: FactSchema = factSchema({});

function namedFacts(names: FactNames): Readonly<Record<string, Fact>> {
  const facts: Record<string, Fact> = { ...purchaseFacts(names), ...lineFacts(), ...memberFacts(names) };
  facts['tier'] = tierFact(names);
  for (const id of names.wallets ?? []) Object.assign(facts, walletFacts(id));
  for (const id of names.counters ?? []) Object.assign(facts, counterFacts(id));
  return facts;
}

/** The facts that segments are made of: all that is known of a member, and nothing of a purchase. */
export function memberFactSchema(names: FactNames): FactSchema {
  const facts: Record<string, Fact> = { ...memberFacts(names), ...historyFacts() };
  delete facts['member.segments'];
  facts['tier'] = tierFact(names);
  for (const id of names.wallets ?? []) Object.assign(facts, walletFacts(id));
  return { facts: new Map(Object.entries(facts)), moneyDecimals: names.moneyDecimals ?? 2 };
}

function purchaseFacts({ currencies }: FactNames): Record<string, Fact> {
  return {
    'purchase.total': money('The sum of the lines, in the main currency.'),
    'purchase.currency': text('The currency that was paid in, as `EUR`.', currencies && { values: currencies }),
    'purchase.store': text('The store, where the till names one.'),
    'purchase.channel': text('The channel, as `shop` or `web`, where the till names one.'),
    'purchase.lines': { type: 'lines', about: 'The lines; each has the facts of `line`.', most: LINES_MAX },
    'purchase.units': number('The quantities of all lines together; weighed goods count by their weight.'),
    'purchase.paidWith': {
      ...texts('How it was paid: the kinds of its payments.', PAYMENTS_MAX),
      domain: { values: PAYMENT_KINDS },
    },
    'purchase.date': text("The day in the store's zone, as `2026-11-27`.", { format: 'date' }),
    'purchase.time': text("The time of day in the store's zone, as `17:05`.", { format: 'time' }),
    'purchase.dayOfWeek': text("The day of the week in the store's zone.", { values: DAYS_OF_WEEK }),
    'purchase.month': int("The month in the store's zone, 1 to 12."),
    'purchase.day': int("The day of the month in the store's zone, 1 to 31."),
    'purchase.hour': int("The hour in the store's zone, 0 to 23."),
    'purchase.minute': int("The minute in the store's zone, 0 to 59."),
  };
}

function lineFacts(): Record<string, Fact> {
  return {
    'line.sku': text('The article.'),
    'line.gtin': text('The number below the bar code, where the till sends it.'),
    'line.categories': texts('The categories of the article.', CATEGORIES_MAX),
    'line.kind': text('What kind of line it is.', { values: LINE_KINDS }),
    'line.quantity': number('How many units, or how much of weighed goods.'),
    'line.amount': money('What is printed for the line, after its discount, in the main currency.'),
    'line.discount': money('What was taken off the line, in the main currency.'),
    'line.unitPrice': money(
      'Amount and discount by quantity: the price of one before its discount, cut after 12 decimals.',
    ),
  };
}

function memberFacts({ segments, consents }: FactNames): Record<string, Fact> {
  return {
    'member.known': { type: 'bool', about: 'Whether a member was recognised: false for a guest.' },
    'member.segments': {
      ...texts('The segments that the member is in.', SEGMENTS_MAX),
      ...(segments && { domain: { values: segments } }),
    },
    'member.consents': {
      ...texts('What the member has agreed to.', CONSENTS_MAX),
      ...(consents && { domain: { values: consents } }),
    },
    'member.daysSinceJoined': int('Whole days since the member joined.'),
    'member.monthsSinceJoined': int('Whole months since the member joined.'),
    'member.purchases': int('How many purchases of the member were counted before this one.'),
    'member.birthdayDay': { type: 'bool', about: "Whether it is the member's birthday." },
    'member.birthdayWeek': { type: 'bool', about: "Whether it is the week of the member's birthday." },
    'member.birthdayMonth': { type: 'bool', about: "Whether it is the month of the member's birthday." },
    'member.ageGroup': text("The member's age, coarsely.", { values: AGE_GROUPS }),
    'member.language': text("The member's language, as `en` or `ru`."),
  };
}

function tierFact({ tiers }: FactNames): Fact {
  return text(
    `The tier that the member has at the purchase, \`${NO_TIER}\` without one; unknown for a guest.`,
    tiers && { values: [...tiers, NO_TIER] },
  );
}

/** What a member has done so far, with what was given back left out. */
function historyFacts(): Record<string, Fact> {
  return {
    'history.daysSincePurchase': int('Whole days since the last purchase.'),
    'history.purchases': int('How many purchases were kept, at least in part, ever.'),
    'history.purchasesIn90Days': int('How many of them in the last 90 days.'),
    'history.purchasesIn365Days': int('How many of them in the last 365 days.'),
    'history.spend': money('What was spent and kept, ever, in the main currency.'),
    'history.spendIn90Days': money('What of it in the last 90 days.'),
    'history.spendIn365Days': money('What of it in the last 365 days.'),
    'history.categories': texts(
      'The categories of what was bought and kept in the last 365 days.',
      HISTORY_CATEGORIES_MAX,
    ),
    'history.stores': texts('The stores of the last 365 days.', HISTORY_CATEGORIES_MAX),
  };
}

function walletFacts(id: string): Record<string, Fact> {
  return {
    [`wallets.${id}.balance`]: int('What the member has in this wallet before the purchase.'),
    [`wallets.${id}.pending`]: int('What is not available yet.'),
    [`wallets.${id}.expiringIn30Days`]: int('What will expire within 30 days.'),
  };
}

function counterFacts(id: string): Record<string, Fact> {
  return {
    [`counters.${id}.visits`]: int("How many purchases were counted in the counter's period before this one."),
    [`counters.${id}.spend`]: money("What was spent in the counter's period before this purchase."),
    [`counters.${id}.nth`]: int('Which one this purchase is since the last bonus: 3 for the third.'),
  };
}

function int(about: string): Fact {
  return { type: 'int', about };
}

function number(about: string): Fact {
  return { type: 'number', about };
}

function money(about: string): Fact {
  return { type: 'money', about };
}

function text(about: string, domain?: Domain): Fact {
  return { type: 'text', about, ...(domain && { domain }) };
}

function texts(about: string, most: number): Fact {
  return { type: 'texts', about, most };
}
