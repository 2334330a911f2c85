export { ageGroup, type AgeGroup } from './calendar/age-group.js';
export { birthdayOn, dayAt, type CalendarDay } from './calendar/calendar-day.js';
export type { Duration } from './calendar/duration.js';
export { DURATION_PATTERN, lasts, parseDuration } from './calendar/duration.js';
export { parseDate } from './calendar/local-date.js';
export { windowKey, windowSpan } from './calendar/window-key.js';
export { sinceJoined } from './calendar/membership.js';
export {
  compileCondition,
  FACT_SCHEMA,
  factSchema,
  purchaseFacts,
  type Condition,
  type ConditionCode,
  type ConditionProblem,
  type FactNames,
  type Facts,
  type FactSchema,
  type HistoryFacts,
  type MemberFacts,
  type WalletFacts,
  type FailedTerm,
  type LocalTime,
  type Need,
} from './conditions/index.js';
export type { DocumentCode, DocumentProblem, Finding } from './document/document-problem.js';
export { Meaning, type MeaningCode } from './document/meaning.js';
export {
  parseAppliedProgramme,
  parseProgramme,
  type ParsedProgramme,
  type ProgrammeProblem,
} from './document/parse-programme.js';
export { failedText } from './text/condition-text.js';
export { PROVIDED } from './document/provided.js';
export { programmeSchema } from './document/programme.schema.js';
export { documentReader, inOrder, type ReadDocument } from './document/read-document.js';
export type { YamlText } from './document/yaml-text.js';
export { isQualifying } from './evaluation/auto-enrolment.js';
export {
  mostPayable,
  payableWithPoints,
  pointsRate,
  refusedPoints,
  worthOf,
  type NotPayable,
  type Payable,
  type PayableWithPoints,
} from './evaluation/pay-with-points.js';
export { spreadPayments, spreadPointsPaid, type PointsPart } from './evaluation/points-paid.js';
export { eligible } from './evaluation/eligibility.js';
export {
  applyChange,
  changesNothing,
  counted,
  freed,
  isBudget,
  leftOf,
  visitsLost,
  type CounterChange,
  type CountedPurchase,
  type Gone,
} from './evaluation/counters.js';
export { isInBirthdayWindow, type Birthday, type BirthdayWindow } from './calendar/birthday-window.js';
export { birthdayAt } from './evaluation/birthday.js';
export { evaluateAction, type ReportedAction } from './evaluation/evaluate-action.js';
export { discountCards, growsBySpend, spendFact, type DiscountCard } from './evaluation/discount-cards.js';
export { discountsFor, type LineDiscount } from './evaluation/discounts.js';
export { evaluate } from './evaluation/evaluate.js';
export {
  evaluateReferral,
  stillQualifies,
  type NotReferred,
  type Referred,
  type ReferredPurchase,
} from './evaluation/referral.js';
export { historyOf, type KeptLine, type KeptPurchase } from './evaluation/history.js';
export { memberCondition } from './evaluation/member-condition.js';
export { segmentsOf, type SegmentFacts } from './evaluation/segments.js';
export { whyNot, type NotEarned } from './evaluation/why-not.js';
export type * from './evaluation/evaluation.js';
export { needsOf, quoteNeedsOf, type StandingNeeds } from './evaluation/needs.js';
export { NO_COUNTERS, NO_STANDING, type Counters, type Standing } from './evaluation/standing.js';
export { currencyExponent } from './money/currency.js';
export { formatMoney, formatQuantity, lineAmount, parseMoney, parseQuantity, parseUnitPrice } from './money/money.js';
export type { PricedLine } from './money/money.js';
export type { Rounding } from './money/rounding.js';
export { spread } from './money/spread.js';
export { checkSums, sumLines, type SumProblem } from './money/totals.js';
export { matches, parsePattern, type Pattern } from './pattern.js';
export type { ActionOffer } from './action-offer.js';
export type * from './discount.js';
export type * from './partner.js';
export type * from './pay-with-points.js';
export type * from './programme.js';
export {
  contactChangesWithin,
  exceeded,
  limitsOn,
  neededUntil,
  newlyExceeded,
  type Exceeded,
  type VelocityLimit,
  type VelocityMoves,
  type VelocityOf,
  type VelocityOn,
} from './velocity/velocity.js';
export { limitSaid } from './velocity/limit-said.js';
export { velocityFold } from './velocity/velocity-fold.js';
export type * from './purchase.js';
export type * from './referral.js';
export { receiptText, type ReceiptWallet } from './receipt-text.js';
export { LANGUAGES, type Language, type Texts } from './text/texts.js';
export { entryText, type CauseSaid, type EntrySaid, type PointsOf } from './text/entry-text.js';
export { paymentText, type PaymentSaid } from './text/payment-text.js';
export { buildUnit, type Unit } from './text/unit.js';
export { sayEarned, type Explained } from './text/say-earned.js';
export { sayNotEarned } from './text/say-not-earned.js';
export { sayNotReferred } from './text/say-not-referred.js';
export type { Contribution } from './tiers/contribution.js';
export { progressText, tierStepText, type TierWords } from './text/tier-text.js';
export {
  contributionOf,
  NOTHING_COUNTED,
  tierStateOf,
  type CountedTiers,
  type TierCount,
} from './tiers/counted-tiers.js';
export { withTierEvent } from './tiers/tier-count-event.js';
export type { TierStep } from './tiers/course.js';
export { exactSpend, MEASURES, SPEND_SCALE, type Measures, type Needs } from './tiers/measures.js';
export { countedLines, type BonusSpread, type CountedLine, type CountedLines } from './tiers/tier-counts.js';
export { tellMeasure, tierSummary, type Rounded, type TierAnswer, type TierSummary } from './tiers/tier-summary.js';
export { tierProgress, type TierProgress } from './tiers/progress.js';
export type { Tier, TierRule, TierRules } from './tiers/tier-rules.js';
export {
  foldTier,
  newTierState,
  rewardingTier,
  tierAt,
  tierHistory,
  tierStateKnownAt,
  type TierState,
} from './tiers/tier-state.js';
export { testProgramme, type Difference, type Tested } from './tests/test-programme.js';
export { deadline } from './terms/deadline.js';
export { releaseTerms } from './terms/expiry-rule.js';
export { REVIEW } from './terms/terms-at.js';
export { termsAt, type Terms } from './terms/terms-at.js';
