import type { FactSchema } from '../conditions/index.js';
import type { Segment } from '../programme.js';
import { buildTexts } from '../text/texts.schema.js';
import { buildCondition } from './build-condition.js';
import type { Meaning } from './meaning.js';
import type { ProgrammeDocument } from './programme-document.js';

/** Members of whom a condition holds now; it may ask for all that is known of a member, and for no purchase. */
export function buildSegments(
  { segments = {} }: ProgrammeDocument,
  schema: FactSchema,
  meaning: Meaning,
): ReadonlyMap<string, Segment> {
  const built = new Map<string, Segment>();
  for (const [name, { when, text }] of Object.entries(segments)) {
    const pointer = `/segments/${name}/when`;
    const condition = buildCondition(when, { pointer, schema, scope: 'purchase' }, meaning);
    if (condition) built.set(name, { name, when: condition, texts: text === undefined ? null : buildTexts(text) });
  }
  return built;
}
