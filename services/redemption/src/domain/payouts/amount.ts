const DECIMALS = 4;
const SCALE = 10n ** BigInt(DECIMALS);

/** A decimal of the API (`12.50`) in ten-thousandths, exactly. */
export function parseAmount(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole) * SCALE + BigInt(fraction.padEnd(DECIMALS, '0'));
}

/** With as many decimals as `like` has, and more where it would not be exact. */
export function formatAmount(amount: bigint, like: string): string {
  const decimals = (like.split('.')[1] ?? '').length;
  const fraction = (amount % SCALE).toString().padStart(DECIMALS, '0').replace(/0+$/, '').padEnd(decimals, '0');
  return fraction === '' ? `${amount / SCALE}` : `${amount / SCALE}.${fraction}`;
}
