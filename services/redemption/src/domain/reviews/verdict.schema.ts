export interface SentVerdict {
  readonly reason: string;
}

/** Whoever decides says why; who it was is the key's. */
export const verdictSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Verdict',
  type: 'object',
  additionalProperties: false,
  required: ['reason'],
  properties: { reason: { type: 'string', minLength: 1, maxLength: 500, pattern: '\\S' } },
};
