import { formatInstant, toId } from '@loyalty/service-host';
import type { Referral, WalletStanding } from '../../application/ports.js';
import type { MemberView } from '../../application/view-member.js';
import type { Member } from '../../domain/member.js';

export function viewBody({ member, accounts, merged, household, referral }: MemberView) {
  return {
    member: {
      ...memberBody(member),
      ...(merged.length > 0 && { merged: merged.map((id) => toId('mem', id)) }),
      ...(household !== undefined && { household: toId('hhd', household) }),
      ...(referral && { referralCode: referral.code }),
      ...(referral && referral.invitedBy.length > 0 && { referredBy: referral.invitedBy.map(referrerBody) }),
    },
    accounts: accounts.map(accountBody),
  };
}

function referrerBody({ programme, inviter }: Referral['invitedBy'][number]) {
  return { programme, member: toId('mem', inviter) };
}

export function accountBody({ id, programme, version, joinedAt, balance, tier }: MemberView['accounts'][number]) {
  return {
    id: toId('acc', id),
    programme,
    version,
    joinedAt: formatInstant(joinedAt),
    balance: balance.map(walletBody),
    tier: tier && { ...tier, until: tier.until === null ? null : formatInstant(tier.until) },
  };
}

function memberBody(member: Member) {
  const { name, birthday, language, consents } = member.profile;
  return {
    id: toId('mem', member.id),
    joinedAt: formatInstant(member.joinedAt),
    ...(member.enrolledBy !== undefined && { enrolledBy: member.enrolledBy }),
    ...(name !== undefined && { name }),
    ...(birthday !== undefined && { birthday }),
    ...(language !== undefined && { language }),
    consents: consents.map(({ at, ...consent }) => ({ ...consent, at: formatInstant(at) })),
    identities: member.identities.map(({ id, kind, value, addedAt }) => ({
      kind,
      id: toId('idn', id),
      value,
      addedAt: formatInstant(addedAt),
    })),
  };
}

/** What an export needs; who wants to know more about one of them asks for that one. */
export function listItem(member: Member) {
  const externalId = member.identities.find(({ kind }) => kind === 'externalId')?.value;
  return {
    id: toId('mem', member.id),
    joinedAt: formatInstant(member.joinedAt),
    ...(externalId !== undefined && { externalId }),
    ...(member.erasedAt !== undefined && { erasedAt: formatInstant(member.erasedAt) }),
    accounts: member.accounts.map(({ id, programme }) => ({ id: toId('acc', id), programme })),
  };
}

/** An account never holds more than a JSON integer can say. */
function walletBody({ wallet, available, held, pending }: WalletStanding) {
  return { wallet, available: Number(available), held: Number(held), pending: Number(pending) };
}
