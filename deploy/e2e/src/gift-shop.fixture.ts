/**
 * A gift shop's history as a CSV file, made from a seed, and what must come out of it: computed here from the rules of
 * `domain.md` with plain numbers and lists, and with none of the product's code.
 */
export interface GiftShopFile {
  readonly csv: string;
  readonly purchases: number;
  readonly returns: number;
  readonly earned: number;
  readonly takenBack: number;
  readonly balances: ReadonlyMap<string, number>;
  readonly refusedLine: number;
  readonly refusedInvoice: string;
}

interface SoldLine {
  readonly customer: string;
  readonly sku: string;
  readonly quantity: number;
  readonly points: number;
  returned: number;
}

export function giftShopFile(options: { seed: number; invoices: number; customers: number }): GiftShopFile {
  const random = randomFrom(options.seed);
  const upTo = (count: number) => Math.floor(random() * count);
  const rows = ['InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'];
  const sold: SoldLine[] = [];
  const balances = new Map<string, number>();
  let [purchases, returns, earned, takenBack] = [0, 0, 0, 0];

  const write = (invoice: string, sku: string, quantity: number, at: string, pence: number, customer: string) =>
    rows.push(
      `${invoice},${sku},"A THING, NICE",${quantity},${at},${(pence / 100).toFixed(2)},${customer},United Kingdom`,
    );

  for (let number = 0; number < options.invoices; number += 1) {
    const at = new Date(Date.UTC(2011, 0, 1) + number * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
    const customer = upTo(8) === 0 ? '' : String(12_000 + upTo(options.customers));
    const lines = Array.from({ length: 1 + upTo(4) }, () => ({
      sku: upTo(6) === 0 ? 'POST' : `2200${upTo(5)}`,
      quantity: 1 + upTo(12),
    }));
    if (number > 20 && balances.has(customer) && upTo(4) === 0) {
      returns += 1;
      for (const { sku, quantity } of lines) {
        write(`C${540_000 + number}`, sku, -quantity, at, 100, customer);
        const taken = giveBack(sold, customer, sku, quantity);
        balances.set(customer, (balances.get(customer) ?? 0) - taken);
        takenBack += taken;
      }
      continue;
    }
    purchases += 1;
    const priced = lines.map((line) => ({ ...line, pence: line.sku === 'POST' ? 1800 : 1 + upTo(999) }));
    for (const { sku, quantity, pence } of priced) write(String(540_000 + number), sku, quantity, at, pence, customer);
    if (customer === '') continue;
    const goods = priced.filter(({ sku }) => sku !== 'POST');
    const points = Math.floor(goods.reduce((sum, { quantity, pence }) => sum + quantity * pence, 0) / 100);
    const shares = largestRemainder(
      points,
      goods.map(({ quantity, pence }) => quantity * pence),
    );
    goods.forEach(({ sku, quantity }, index) =>
      sold.push({ customer, sku, quantity, points: shares[index] ?? 0, returned: 0 }),
    );
    balances.set(customer, (balances.get(customer) ?? 0) + points);
    earned += points;
  }
  const refusedInvoice = '999999';
  write(refusedInvoice, 'B', 1, '2011-02-28 00:00:00', -1, '');
  return {
    csv: `${rows.join('\n')}\n`,
    purchases,
    returns,
    earned,
    takenBack,
    balances,
    refusedLine: rows.length,
    refusedInvoice,
  };
}

function giveBack(sold: readonly SoldLine[], customer: string, sku: string, quantity: number): number {
  let [missing, taken] = [quantity, 0];
  for (const line of sold.toReversed()) {
    if (line.customer !== customer || line.sku !== sku) continue;
    const units = Math.min(missing, line.quantity - line.returned);
    const before = Math.ceil((line.points * line.returned) / line.quantity);
    line.returned += units;
    taken += Math.ceil((line.points * line.returned) / line.quantity) - before;
    missing -= units;
  }
  return taken;
}

function largestRemainder(points: number, amounts: readonly number[]): number[] {
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  const parts = amounts.map((amount) => Math.floor((points * amount) / total));
  const left = points - parts.reduce((sum, part) => sum + part, 0);
  const order = amounts
    .map((amount, index) => ({ index, rest: (points * amount) % total }))
    .sort((a, b) => b.rest - a.rest);
  for (const { index } of order.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}

/** mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
