/** Under this token the door of callbacks finds the keys that its provider signs with; none where there is no provider. */
export const PAYOUT_KEYS = Symbol('PayoutKeys');
