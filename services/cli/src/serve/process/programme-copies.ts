import { parseAppliedProgramme, type Programme } from '@loyalty/programme';
import type { ProgrammeDocument } from '../between/accrual.js';
import type { NewestProgramme } from '../between/rewards.js';

/** The newest versions of accrual's programmes, as a process that is not accrual has read them; each text is read once. */
export class ProgrammeCopies {
  private readonly read = new Map<string, NewestProgramme>();

  /** Throws where a document cannot be read by this version of the product. */
  take(documents: readonly ProgrammeDocument[]): void {
    for (const { id, version, document } of documents) {
      if (this.read.get(id)?.version === Number(version)) continue;
      const parsed = parseAppliedProgramme(document);
      if (!parsed.ok) throw new Error(`version ${version} of the programme ${id} cannot be read by this version`);
      this.read.set(id, { version: Number(version), programme: parsed.programme });
    }
  }

  latest(id: string): NewestProgramme | undefined {
    return this.read.get(id);
  }

  /** In the order in which they were first applied, as accrual says them. */
  list(): readonly Programme[] {
    return [...this.read.values()].map(({ programme }) => programme);
  }
}
