import { describe, expect, it } from '@jest/globals';
import { differences, refuseOtherContent, type RecordedWrite } from './write.js';

const first: RecordedWrite = {
  key: Buffer.of(1),
  operation: 'enrol',
  fields: { name: 'x', card: 'y' },
  member: 'm',
  subject: 'a',
};

describe('A write under a key that was used before', () => {
  it('is a repeat when every field is alike', () => {
    expect(refuseOtherContent(first, { ...first, fields: { card: 'y', name: 'x' } })).toBeUndefined();
  });

  it('is refused with the names of the fields that differ, are missing or are new', () => {
    const refusal = refuseOtherContent(first, { ...first, fields: { card: 'z', phone: 'p' } });
    expect(refusal).toEqual({
      reason: 'already_used_with_other_content',
      member: 'm',
      fields: ['card', 'name', 'phone'],
    });
  });

  it('differs first of all in what it wants', () => {
    expect(differences(first, { ...first, operation: 'erase' })).toEqual(['operation']);
  });
});
