import { describe, expect, it } from '@jest/globals';
import { unprivilegedUser } from './owner.js';

describe('The user that PostgreSQL runs as when root starts it', () => {
  it('is postgres where the system has it', () => {
    const passwd =
      'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65533::/:\npostgres:x:105:110::/var/lib/postgresql:/bin/sh\n';
    expect(unprivilegedUser(passwd)).toEqual({ uid: 105, gid: 110 });
  });

  it('is nobody elsewhere', () => {
    expect(unprivilegedUser('root:x:0:0::/root:/bin/sh\nnobody:x:65534:65533::/:\n')).toEqual({
      uid: 65534,
      gid: 65533,
    });
  });

  it('is asked for where there is neither', () => {
    expect(() => unprivilegedUser('root:x:0:0::/root:/bin/sh\n')).toThrow('neither a user `postgres` nor `nobody`');
  });
});
