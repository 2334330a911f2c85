import { fromId, Problem } from '@loyalty/service-host';
import type { PipeTransform } from '@nestjs/common';

/** `mem_…` of a path; one that is not ours is a member that does not exist. */
export class MemberIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    const member = fromId('mem', id);
    if (member === undefined) throw new Problem({ status: 404, code: 'member_not_found' });
    return member;
  }
}
