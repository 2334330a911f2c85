import type { SentIdentity } from '../../domain/sent/sent-purchase.js';
import type { Identity } from '../ports.js';

/** By what whoever bought is named, as enrollment is asked for it; undefined: nobody is named. */
export function identityOf(member: SentIdentity | undefined): Identity | undefined {
  for (const kind in member) {
    // The schema lets no other kinds through.
    const value = member[kind as Identity['kind']];
    if (value !== undefined) return { kind: kind as Identity['kind'], value };
  }
  return undefined;
}
