import { fromId } from '@loyalty/service-host';
import type { PipeTransform } from '@nestjs/common';
import { accountNotFound, entryNotFound } from './problems.js';

/** `acc_…` of a path; one that is not ours is an account that does not exist. */
export class AccountIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    const account = fromId('acc', id);
    if (account === undefined) throw accountNotFound();
    return account;
  }
}

/** `ent_…` of a path. */
export class EntryIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    const entry = fromId('ent', id);
    if (entry === undefined) throw entryNotFound();
    return entry;
  }
}
