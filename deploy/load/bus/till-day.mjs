import { createHash } from 'node:crypto';
import { encodePurchaseEvent } from '@loyalty/contracts';
import { accountStream, burn, earn, emptyAccount } from '@loyalty/ledger';

/**
 * Some hours of a shop as they stand in the log: a member buys three lines, which is a purchase's event and an
 * account's, and every fourth time spends points.
 *
 * @param {number} purchases
 * @returns {import('@loyalty/contracts').LoggedEvent[]}
 */
export function tillDay(purchases) {
  /** @type {import('@loyalty/contracts').LoggedEvent[]} */
  const log = [];
  let { account, occurredAt } = { account: emptyAccount, occurredAt: Date.UTC(2026, 0, 5, 8) };
  let accountVersion = 0;
  const write = (
    /** @type {string} */ category,
    /** @type {string} */ stream,
    /** @type {number} */ version,
    /** @type {{ type: string, payload: string }} */ stored,
  ) =>
    log.push({
      shard: 3,
      position: log.length + 1,
      stream,
      version,
      category,
      ...stored,
      occurredAt,
      recordedAt: occurredAt + 40,
      tags: [],
    });

  for (let number = 1; number <= purchases; number += 1) {
    occurredAt += 1_700;
    const [purchase, lot] = [idOf('pur', number), idOf('lot', number)];
    const due = { availableAt: occurredAt, expiresAt: occurredAt + 31_536_000_000 };
    const step = earn(
      {
        member: MEMBER,
        purchase,
        occurredAt,
        now: occurredAt,
        lots: [{ lot, wallet: 'points', points: 150n, ...due }],
      },
      account,
    );
    if (!step.accepted) throw new Error('a purchase that earns nothing');
    ({ account } = step);
    const [earned] = step.events;
    accountVersion += 1;
    const bought = purchaseOf(purchase, { lot, due, occurredAt, accountVersion, balances: earned?.balances ?? [] });
    write('purchase', streamOf(number), 1, encodePurchaseEvent(bought));
    for (const event of step.events) write('account', streamOf(0), accountVersion, accountStream.encode(event));
    if (number % 4 !== 0) continue;

    const points = [{ wallet: 'points', points: 500n }];
    const spent = burn(
      { member: MEMBER, redemption: idOf('red', number), occurredAt, now: occurredAt, points },
      account,
    );
    if (!spent.accepted) throw new Error('a burn that was refused');
    ({ account } = spent);
    accountVersion += 1;
    for (const event of spent.events) write('account', streamOf(0), accountVersion, accountStream.encode(event));
  }
  return log;
}

/** Ids are as long as the product's, and as hard to compress. @param {string} kind @param {number} number */
const idOf = (kind, number) =>
  `${kind}_${BigInt(`0x${hexOf(`${kind} ${number}`, 32)}`)
    .toString(32)
    .padStart(26, '0')}`;

/** @param {number} number */
function streamOf(number) {
  const hex = hexOf(`stream ${number}`, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** @param {string} words @param {number} digits */
const hexOf = (words, digits) => createHash('sha256').update(words).digest('hex').slice(0, digits);

const MEMBER = idOf('mem', 7);

/**
 * @param {string} purchase
 * @param {{ lot: string, due: { availableAt: number, expiresAt: number }, occurredAt: number, accountVersion: number, balances: readonly import('@loyalty/contracts').BalanceAfter[] }} facts
 * @returns {import('@loyalty/contracts').PurchaseRecorded}
 */
function purchaseOf(purchase, { lot, due, occurredAt, accountVersion, balances }) {
  const line = (
    /** @type {string} */ id,
    /** @type {string} */ sku,
    /** @type {bigint} */ quantity,
    /** @type {bigint} */ amount,
  ) =>
    /** @type {const} */ ({
      id,
      sku,
      quantity,
      amount,
      unitPrice: '33.33',
      discount: 0n,
      tax: 0n,
      kind: 'goods',
      categories: ['TEA'],
      eligible: true,
    });
  return {
    type: 'PurchaseRecorded',
    purchase,
    programme: 'tea-shop',
    source: 'till-berlin-7',
    externalId: `R-${purchase.slice(-8)}`,
    occurredAt,
    store: 'berlin-1',
    receipt: { terminal: '7', number: purchase.slice(-6) },
    currency: 'EUR',
    taxIncluded: true,
    lines: [
      line('1', '22423', 3_000_000n, 9_999n),
      line('2', '85123A', 1_000_000n, 4_001n),
      line('3', '47566', 1_000_000n, 1_000n),
    ],
    total: 15_000n,
    payments: [{ kind: 'card', amount: 15_000n }],
    member: MEMBER,
    account: idOf('acc', 7),
    outcome: {
      programmeVersion: 1,
      accountVersion,
      lots: [
        {
          id: lot,
          wallet: 'points',
          points: 150n,
          ...due,
          lines: [
            { line: '1', points: 100n },
            { line: '2', points: 40n },
            { line: '3', points: 10n },
          ],
        },
      ],
      explanation: [
        {
          offer: 'base',
          version: 1,
          wallet: 'points',
          points: 150n,
          basis: '150.00',
          lines: ['1', '2', '3'],
          text: '1 point per 1.00 EUR, rounded down',
        },
      ],
      balances,
    },
    returns: [],
  };
}
