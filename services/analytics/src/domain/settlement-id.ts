import { OWN } from './movement.js';
import type { Period } from './period.js';

/** Which statement: of one partner, or of the programme itself, in one month. */
export interface SettlementName {
  readonly programme: string;
  /** The partner, or `OWN`. */
  readonly party: string;
  readonly period: Period;
}

/** Stands for the programme itself; no partner can be called so. */
const OWN_WORD = '~';
const ID = /^stl_([a-z][a-z0-9-]{0,63})\.([a-z][a-z0-9-]{0,63}|~)\.([0-9]{4}-(?:0[1-9]|1[0-2]))$/;

/** `stl_PROGRAMME.PARTNER.MONTH`: what it is of can be read, so it needs no table. */
export function settlementId({ programme, party, period }: SettlementName): string {
  return `stl_${programme}.${party === OWN ? OWN_WORD : party}.${period}`;
}

export function parseSettlementId(id: string): SettlementName | undefined {
  const [, programme, party, period] = ID.exec(id) ?? [];
  if (programme === undefined || party === undefined || period === undefined) return undefined;
  return { programme, party: partyOf(party), period };
}

/** As callers name it. */
export function partyOf(partner: string): string {
  return partner === OWN_WORD ? OWN : partner;
}
