import { createHash } from 'node:crypto';
import { accountStream, burn, earn, transferIn, transferOut } from '@loyalty/ledger';

/**
 * The engine's workload, with the ledger's own decisions: 70 % earn, 25 % burn, 5 % transfer, and 1 % of all that was
 * sent is sent again. Every command claims its key, as purchases and redemptions do.
 *
 * @typedef {import('@loyalty/event-store').Command<Outcome>} BenchCommand
 * @typedef {{ moved: number, repeated: boolean }} Outcome `moved`: points that the programme gained or lost by it
 */

const SCOPE = 'tea-shop';
const WALLET = 'points';
const YEAR = 365 * 24 * 3600 * 1000;
const REPEATED = 0.01;
const REMEMBERED = 4096;

/** The same accounts for every process that asks for as many. @param {number} count */
export function accountsOf(count) {
  return Array.from({ length: count }, (_, index) => uuidOf(`account ${index}`));
}

/** @param {string} words */
function uuidOf(words) {
  const hex = createHash('sha256').update(words).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** @param {string} account @param {number} points @param {string} key */
export function earnCommand(account, points, key) {
  return command(account, key, (view, claims) => {
    const { state } = view.state(accountStream, account);
    const decided = earn(
      {
        member: `mem_${account}`,
        purchase: `pur_${key}`,
        occurredAt: view.now,
        now: view.now,
        lots: [
          {
            lot: `lot_${key}`,
            wallet: WALLET,
            points: BigInt(points),
            availableAt: view.now,
            expiresAt: view.now + YEAR,
          },
        ],
      },
      state,
    );
    return decided.accepted ? accept(points, [appendOf(account, decided.events, claims)]) : refuse();
  });
}

/** @param {string} account @param {number} points @param {string} key */
export function burnCommand(account, points, key) {
  return command(account, key, (view, claims) => {
    const { state } = view.state(accountStream, account);
    const decided = burn(
      {
        member: `mem_${account}`,
        redemption: `red_${key}`,
        occurredAt: view.now,
        now: view.now,
        points: [{ wallet: WALLET, points: BigInt(points) }],
      },
      state,
    );
    return decided.accepted ? accept(-points, [appendOf(account, decided.events, claims)]) : refuse();
  });
}

/** @param {string} from @param {string} to @param {number} points @param {string} key */
export function transferCommand(from, to, points, key) {
  return command(from, key, (view, claims) => {
    const common = { transfer: `trf_${key}`, now: view.now };
    const out = transferOut(
      {
        ...common,
        member: `mem_${from}`,
        account: from,
        to,
        occurredAt: view.now,
        points: [{ wallet: WALLET, points: BigInt(points) }],
      },
      view.state(accountStream, from).state,
    );
    if (!out.accepted) return refuse();
    const sent = out.events.at(-1);
    if (sent?.type !== 'PointsTransferredOut') throw new Error('a transfer that sends nothing');
    const taken = transferIn(
      { ...common, member: `mem_${to}`, account: to, from, occurredAt: sent.occurredAt, slices: sent.slices },
      view.state(accountStream, to).state,
    );
    if (!taken.accepted) return refuse();
    return accept(0, [appendOf(from, out.events, claims), appendOf(to, taken.events, [])]);
  });
}

/**
 * @param {string} account @param {string} key
 * @param {(view: import('@loyalty/event-store').View, claims: readonly import('@loyalty/event-store').Claim[]) => import('@loyalty/event-store').Decision<Outcome>} decide
 * @returns {BenchCommand}
 */
function command(account, key, decide) {
  const claim = { kind: 'purchase', scope: SCOPE, key: `till-berlin-7/${key}`, fingerprint: FINGERPRINT };
  return {
    on: account,
    decide(view) {
      const first = view.claimed(claim);
      return first === undefined ? decide(view, [claim]) : { answer: { moved: 0, repeated: true }, appends: [] };
    },
  };
}

const FINGERPRINT = '00112233445566778899aabbccddeeff';

/** @param {string} stream @param {readonly { occurredAt: number }[]} events @param {readonly import('@loyalty/event-store').Claim[]} claims */
function appendOf(stream, events, claims) {
  return {
    category: accountStream,
    stream,
    events: events.map((event) => ({ event, occurredAt: event.occurredAt })),
    claims,
  };
}

/** @param {number} moved @param {readonly import('@loyalty/event-store').Append[]} appends */
function accept(moved, appends) {
  return { answer: { moved, repeated: false }, appends };
}

function refuse() {
  return { answer: { moved: 0, repeated: false }, appends: [] };
}

/**
 * An endless supply of commands.
 *
 * @param {{ accounts: readonly string[], pick?: () => string, writer: string, seed?: number }} options
 * @returns {() => BenchCommand}
 */
export function mixed({ accounts, writer, seed = 1, pick }) {
  const random = generator(seed);
  const any = () => accounts[Math.floor(random() * accounts.length)] ?? '';
  const chosen = pick ?? any;
  /** @type {BenchCommand[]} */
  const sent = [];
  let count = 0;
  return () => {
    if (sent.length > 0 && random() < REPEATED) return sent[Math.floor(random() * sent.length)];
    count += 1;
    const next = fresh(random(), chosen, any, `${writer}${count.toString(36).padStart(8, '0')}`);
    sent[count % REMEMBERED] = next;
    return next;
  };
}

/** @param {number} kind @param {() => string} chosen @param {() => string} any @param {string} key */
function fresh(kind, chosen, any, key) {
  const account = chosen();
  if (kind < 0.7) return earnCommand(account, 25, key);
  if (kind < 0.95) return burnCommand(account, 10, key);
  const to = any();
  return to === account ? earnCommand(account, 25, key) : transferCommand(account, to, 5, key);
}

/** Reproducible, and quick. @param {number} seed */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
