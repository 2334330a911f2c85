import type { Programme } from '../programme.js';
import { buildProgramme } from './build-programme.js';
import type { DocumentCode, DocumentProblem } from './document-problem.js';
import type { ProgrammeDocument } from './programme-document.js';
import type { MeaningCode } from './meaning.js';
import { Meaning } from './meaning.js';
import { PROVIDED, type Need } from './provided.js';
import { programmeSchema } from './programme.schema.js';
import { documentReader, inOrder } from './read-document.js';

export type ProgrammeProblem = DocumentProblem<DocumentCode | MeaningCode>;

export type ParsedProgramme =
  | { readonly ok: true; readonly programme: Programme }
  | { readonly ok: false; readonly problems: readonly ProgrammeProblem[] };

const read = documentReader(programmeSchema);

/** A programme from its YAML or JSON text, or all that is wrong with it, from the top. `provided`: what its offers may ask for. */
export function parseProgramme(text: string, provided: ReadonlySet<Need> = PROVIDED): ParsedProgramme {
  return parse(text, provided, false);
}

/** One that was accepted before: what is refused only since then does not matter. */
export function parseAppliedProgramme(text: string): ParsedProgramme {
  return parse(text, PROVIDED, true);
}

function parse(text: string, provided: ReadonlySet<Need>, isApplied: boolean): ParsedProgramme {
  const reading = read(text);
  if (!reading.ok) return reading;

  const meaning = new Meaning(reading.document, provided, isApplied);
  // The one place where the schema's promise becomes a type.
  const programme = buildProgramme(reading.document.value as ProgrammeDocument, meaning);
  if (meaning.problems.length > 0) return { ok: false, problems: inOrder(meaning.problems) };
  return { ok: true, programme };
}
