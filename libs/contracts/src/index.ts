export type * from './action-events.js';
export * from './action-events.codec.js';
export type * from './counter-events.js';
export * from './counter-events.codec.js';
export type * from './points-paid.js';
export type * from './programme-events.js';
export * from './programme-events.codec.js';
export * from './programme-log.js';
export { derivedStream } from './derived-stream.js';
export { velocityStreamId } from './velocity-stream-id.js';
export type * from './awaited-events.js';
export type * from './purchase-events.js';
export * from './purchase-events.codec.js';
export type * from './payout-events.js';
export type * from './redemption-events.js';
export * from './redemption-events.codec.js';
export type * from './review-events.js';
export * from './review-events.codec.js';
export { giftStream } from './gift-stream.js';
export { newPayout, type Payout } from './payout-fold.js';
export {
  REVIEW_STATUSES,
  isToBeBooked,
  GIVEN_WITHIN_MS,
  isToBeGiven,
  isToBeRejected,
  isUndecided,
  reviewAfter,
  type Review,
  type ReviewClosing,
  type ReviewStatus,
  statusOf,
} from './review-fold.js';
export { CLOSED_KEPT, type Reviews, reviewsStream, reviewsStreamId } from './reviews-stream.js';
export {
  newRedemption,
  redemptionStream,
  sumByWallet,
  type Redemption,
  type RedemptionState,
} from './redemption-stream.js';
export type * from './reward-events.js';
export * from './reward-events.codec.js';
export type * from './referral-events.js';
export * from './referral-events.codec.js';
export type * from './return-events.js';
export * from './return-events.codec.js';
export type * from './tier-events.js';
export * from './tier-events.codec.js';
export type * from './values.js';
export type * from './voucher-events.js';
export * from './voucher-events.codec.js';
export {
  canonicalIdentity,
  type Identity,
  IDENTITY_CHARACTERS_MAX,
  IDENTITY_KINDS,
  type IdentityKind,
} from './identity/identity.js';
export { identitySchema } from './identity/identity.schema.js';
export { identityShown, identityText } from './identity/identity-text.js';
export type { LoggedEvent } from './wire/logged-event.js';
export { toLedgerMessage } from './wire/ledger-event.convert.js';
export { fromLedgerMessage, fromRecordedEvent, toRecordedEvent } from './wire/recorded-event.convert.js';
export { MEMBER_SHARDS, type MemberEvent } from './wire/member-event.js';
export {
  fromMemberMessage,
  memberEventHeaders,
  readMemberEvent,
  sayMemberEvent,
  toMemberMessage,
} from './wire/member-event.convert.js';
export { UnreadableMessage } from './wire/unreadable-message.js';
export { type About, cloudEventHeaders, ledgerEventHeaders, PROTOBUF, type TraceContext } from './wire/cloud-events.js';
export { isTraceparent } from './wire/trace-context.js';
export { type PurchaseMessageBytes, readPurchaseMessage, toPurchaseMessage } from './wire/purchase-message.convert.js';
export * as accrualV1 from './wire/accrual-v1.js';
export * as balanceV1 from './wire/balance-v1.js';
export * as campaignV1 from './wire/campaign-v1.js';
export * as enrollmentV1 from './wire/enrollment-v1.js';
export * as ledgerV1 from './wire/ledger-v1.js';
