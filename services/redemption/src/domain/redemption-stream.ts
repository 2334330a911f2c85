/** Lies in the contracts since accrual writes to it too: what pays a purchase is decided with the purchase. */
export { newRedemption, redemptionStream, type Redemption } from '@loyalty/contracts';
