import { describe, expect, it } from '@jest/globals';
import { edit, EMPTY_PROFILE, type Profile } from './profile.js';

const ann: Profile = {
  name: 'Ann',
  birthday: '1990-05-17',
  consents: [{ purpose: 'marketing', channel: 'email', granted: true, at: 1 }],
};

describe('Editing a profile', () => {
  it('changes what is named and leaves the rest', () => {
    expect(edit(ann, { name: 'Anna', language: 'de' })).toEqual({ ...ann, name: 'Anna', language: 'de' });
  });

  it('removes what is null', () => {
    expect(edit(ann, { name: null, birthday: null, language: null })).toEqual({ consents: ann.consents });
  });

  it('replaces a consent of the same purpose and channel and keeps the others', () => {
    const no = { purpose: 'marketing', channel: 'email', granted: false, at: 2 };
    const sms = { purpose: 'marketing', channel: 'sms', granted: true, at: 2 };
    expect(edit(ann, { consents: [sms, no] }).consents).toEqual([no, sms]);
  });

  it('changes nothing when nothing is sent', () => {
    expect(edit(ann, {})).toEqual(ann);
    expect(edit(EMPTY_PROFILE, {})).toEqual(EMPTY_PROFILE);
  });
});
