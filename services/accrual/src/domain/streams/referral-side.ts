import { toId } from '@loyalty/service-host/values';

export const REFERRAL_SIDES = ['inviter', 'friend'] as const;
export type ReferralSide = (typeof REFERRAL_SIDES)[number];

const KINDS = { inviter: 'inv', friend: 'frd' } as const;

/**
 * What the points of one side are called where those of a purchase would name it: the account of who invited never names
 * what a friend has bought. Behind it stands the stream of the referral.
 */
export function referralName(side: ReferralSide, stream: string): string {
  return toId(KINDS[side], stream);
}
