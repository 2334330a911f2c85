/** The canonical spelling of a language tag (`DE-at` → `de-AT`), or undefined when it is none. */
export function canonicalLanguage(text: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(text.trim())[0];
  } catch {
    return undefined;
  }
}
