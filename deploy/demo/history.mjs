import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { parseMapping } from '../../services/cli/dist/import/mapping/parse-mapping.js';
import { readRequests } from '../../services/cli/dist/import/mapping/read-requests.js';
import { readRows } from '../../services/cli/dist/import/mapping/read-rows.js';
import { giftShopFile } from '../e2e/src/gift-shop.fixture.ts';

const EXAMPLES = new URL('../../examples/', import.meta.url);

export const programme = {
  id: 'gift-shop',
  document: await readFile(new URL('programmes/gift-shop.yaml', EXAMPLES), 'utf8'),
};

/** @typedef {{ item: { purchase: object } | { return: object }, member: number }} Sale */

/**
 * A shop's history in the manner of the Online Retail data set: purchases of members and of guests, and returns that do
 * not say what they return. It is read as the import reads it; `balances` was computed with none of the product's code.
 *
 * @param {{ seed: number, invoices: number, customers: number }} size
 */
export async function giftShopHistory(size) {
  const { csv, balances } = giftShopFile(size);
  const parsed = parseMapping(await readFile(new URL('imports/online-retail.yaml', EXAMPLES), 'utf8'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const rows = readRows(parsed.mapping.format, Readable.from([Buffer.from(csv)]));
  /** @type {Sale[]} */
  const purchases = [];
  /** @type {Sale[]} */
  const returns = [];
  // The file ends with an invoice that no shop has written, for those who test refusals.
  for await (const { kind, body } of readRequests(parsed.mapping, rows, () => undefined)) {
    const member = Number(body.member?.externalId ?? 0);
    if (kind === 'purchase') purchases.push({ item: { purchase: body }, member });
    else returns.push({ item: { return: body }, member });
  }
  return { purchases, returns, balances };
}
