import { parseAppliedProgramme } from '@loyalty/programme';
import type { Terms } from '../domain/terms.js';
import type { VersionRow } from './ports.js';

/** What one version of a programme says to partners, and in which zone its months begin. */
export interface ReadVersion {
  readonly terms: Terms;
  readonly timeZone: string;
}

/** Reads each version once: a version never changes. */
export function termsReader(): (row: VersionRow) => ReadVersion {
  const known = new Map<string, ReadVersion>();
  return (row) => {
    const key = `${row.programme} ${row.version}`;
    const found = known.get(key) ?? readVersion(row);
    known.set(key, found);
    return found;
  };
}

/** What was accepted once must be readable for ever, or what it was paid by could not be told any more. */
function readVersion({ programme, version, appliedAt, document }: VersionRow): ReadVersion {
  const parsed = parseAppliedProgramme(document);
  if (!parsed.ok) throw new Error(`version ${version} of the programme ${programme} in the log can no longer be read`);
  const partners = new Map(parsed.programme.partners.map((partner) => [partner.id, partner]));
  return { terms: { version, appliedAt, partners }, timeZone: parsed.programme.timeZone };
}
