/** As a document writes it. */
export function money(minor: bigint): string {
  return decimal(minor, 2);
}

/** Of so many parts after the point. */
export function decimal(value: bigint, digits: number): string {
  const text = String(value).padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
