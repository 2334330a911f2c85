import type { DocumentCode, DocumentProblem } from '../../document/document-problem.js';
import type { Meaning, MeaningCode } from '../../document/meaning.js';

/** What a story can say that cannot be, and what of it did not come true. */
export type StoryCode =
  'no_such_moment' | 'unknown_purchase' | 'duplicate_purchase' | 'more_than_left' | 'came_otherwise';

export type StoryProblem = DocumentProblem<DocumentCode | MeaningCode | StoryCode>;
export type StoryMeaning = Meaning<StoryCode>;

/** Compares what stands in a story with what came of it. */
export function told(pointer: string, expected: string, found: string, meaning: StoryMeaning): void {
  if (expected === found) return;
  const message = `Expected ${expected}, and it came to ${found}.`;
  meaning.refuse({ pointer, code: 'came_otherwise', message, expected, found });
}
