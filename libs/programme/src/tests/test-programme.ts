import { Meaning } from '../document/meaning.js';
import { parseProgramme, type ProgrammeProblem } from '../document/parse-programme.js';
import { PROVIDED } from '../document/provided.js';
import { documentReader, inOrder } from '../document/read-document.js';
import type { Difference } from './findings.js';
import { playTest } from './play-test.js';
import type { TestsDocument } from './tests-document.js';
import { testsSchema } from './tests.schema.js';

export type { Difference } from './findings.js';

export type Tested =
  | {
      readonly ok: true;
      readonly tests: readonly { readonly name: string; readonly differences: readonly Difference[] }[];
    }
  /** The tests cannot be read; `of` says which of the two documents is wrong. */
  | { readonly ok: false; readonly of: 'programme' | 'tests'; readonly problems: readonly ProgrammeProblem[] };

const read = documentReader(testsSchema);

/**
 * Plays the tests of a programme: no server, no clock; each test begins with the members that it names. A programme may be
 * tested before the services bring all that it needs: it is the check, and not its tests, that says so.
 */
export function testProgramme(programmeText: string, testsText: string): Tested {
  const parsed = parseProgramme(programmeText, PROVIDED);
  if (!parsed.ok) return { ok: false, of: 'programme', problems: parsed.problems };
  const reading = read(testsText);
  if (!reading.ok) return { ok: false, of: 'tests', problems: reading.problems };

  const { document } = reading;
  const meaning = new Meaning(document);
  const { tests } = document.value as TestsDocument;
  const played = tests.map((test, index) => {
    const differences = playTest(test, `/tests/${index}`, { programme: parsed.programme, meaning, document });
    return { name: test.name, differences };
  });
  if (meaning.problems.length > 0) return { ok: false, of: 'tests', problems: inOrder(meaning.problems) };
  return { ok: true, tests: played };
}
