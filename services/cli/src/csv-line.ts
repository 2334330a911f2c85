/** One line of RFC 4180, with its end. */
export function csvLine(values: readonly string[]): string {
  return `${values.map((text) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(',')}\n`;
}
