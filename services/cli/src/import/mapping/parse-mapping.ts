import {
  documentReader,
  inOrder,
  Meaning,
  type DocumentCode,
  type DocumentProblem,
  type MeaningCode,
} from '@loyalty/programme';
import { buildMapping, type MappingDocument } from './build-mapping.js';
import type { Mapping } from './mapping.js';
import { mappingSchema } from './mapping.schema.js';

export type MappingCode = 'unknown_column' | 'price_is_missing' | 'not_a_time_format';
export type MappingProblem = DocumentProblem<DocumentCode | MeaningCode | MappingCode>;

export type ParsedMapping =
  | { readonly ok: true; readonly mapping: Mapping }
  | { readonly ok: false; readonly problems: readonly MappingProblem[] };

const read = documentReader(mappingSchema);

/** A mapping from its YAML text, or all that is wrong with it, from the top. */
export function parseMapping(text: string): ParsedMapping {
  const reading = read(text);
  if (!reading.ok) return reading;

  const meaning = new Meaning<MappingCode>(reading.document);
  const mapping = buildMapping(reading.document.value as MappingDocument, meaning);
  if (meaning.problems.length > 0 || !mapping) return { ok: false, problems: inOrder(meaning.problems) };
  return { ok: true, mapping };
}
