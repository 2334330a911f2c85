import { deadline, type Programme } from '@loyalty/programme';

/** A till's clock may be ahead by as much as the Programme says (rule 21). */
export function latestOccurredAt(programme: Programme, now: number): number {
  return deadline(programme, now, programme.clockSkew);
}
