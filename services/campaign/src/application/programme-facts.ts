import { type ProgrammeLog, programmeStream, programmeStreamId } from '@loyalty/contracts';
import type { EventStore } from '@loyalty/event-store';
import { documentReader, parseAppliedProgramme, type Programme, programmeSchema } from '@loyalty/programme';

const readDocument = documentReader(programmeSchema);

export async function programmeLog(store: EventStore, programme: string): Promise<ProgrammeLog> {
  return (await store.load(programmeStream, programmeStreamId(programme))).state;
}

/** What was applied once can be read for ever, or what it judged could not be explained any more. */
export function readApplied(document: string): { readonly programme: Programme; readonly said: unknown } {
  const parsed = parseAppliedProgramme(document);
  if (!parsed.ok) throw new Error('a programme that was applied can no longer be read');
  return { programme: parsed.programme, said: saidBy(document) };
}

/** As YAML reads it, before anything is worked out; undefined for what is no programme. */
export function saidBy(document: string): unknown {
  const read = readDocument(document);
  return read.ok ? read.document.value : undefined;
}
