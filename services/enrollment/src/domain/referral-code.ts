/** No letter that is taken for a digit: a code is told over the phone. */
export const REFERRAL_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 32^10: whoever tries a thousand a second for a year finds one of a million members' with a chance of 1 in 36. */
export const REFERRAL_CODE_LENGTH = 10;

const CODE = new RegExp(`^[${REFERRAL_ALPHABET}]{${REFERRAL_CODE_LENGTH}}$`);

/** As it is kept, however somebody wrote it; undefined for what can be no code. */
export function canonicalCode(text: string): string | undefined {
  const spelled = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return CODE.test(spelled) ? spelled : undefined;
}
