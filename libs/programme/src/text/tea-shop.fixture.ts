import { parsed } from '../programme.fixture.js';
import type { Programme } from '../programme.js';

/** A shop that speaks both languages and gives a point for each euro; `more` is YAML that is set below its wallet. */
export function teaShop(more: string): Programme {
  return parsed(`
id: tea
name: Tea
currency: EUR
timeZone: Europe/Berlin
wallets:
  points:
    unit: { en: { one: point, other: points }, ru: { one: балл, few: балла, many: баллов } }
    earn: { points: 1, per: 1.00 }
${more}
`);
}
