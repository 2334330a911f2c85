/** @import { Edit } from '../processes/service-process.mjs' */
/** @import { FlowName } from './flows.mjs' */

/**
 * One place between two steps at which the process is killed. `flow` is what comes by there.
 *
 * @typedef {{ name: string, says: string, flow: FlowName, edits: readonly Edit[] }} Strike
 */

/** Nothing of this process happens after it. */
const DIE = '{ process.kill(process.pid, "SIGKILL"); for (;;); }';
const WRITER = 'libs/event-store/dist/writer/writer.js';
const SEND = 'await this.#crossing.send(batch);';
const PROVIDER = 'services/redemption/dist/adapters/payouts/http-provider.js';
const ASKED = 'const answer = await answerTo(options, id, order);';

/** Each event of a redemption, and by which flow it comes about. @type {readonly [string, FlowName][]} */
const COMMITS = [
  ['RedemptionAuthorised', 'capture'],
  ['RedemptionCaptured', 'capture'],
  ['RedemptionVoided', 'void'],
  ['RedemptionRefunded', 'refund'],
  ['HoldReleased', 'lapse'],
  ['RewardTaken', 'reward'],
  ['RewardKept', 'reward'],
  ['RewardGivenBack', 'reward'],
  ['VoucherIssued', 'voucher'],
  ['VoucherReserved', 'voucher'],
  ['VoucherUsed', 'voucher'],
  ['VoucherRevoked', 'voucher'],
  ['PayoutRequested', 'payout'],
  ['PayoutApproved', 'payout'],
  ['PayoutRefused', 'payout'],
  ['PayoutSent', 'payout'],
  ['PayoutAccepted', 'payout'],
  ['PayoutSettled', 'payout'],
  ['PayoutFailed', 'payout'],
];

/** @type {readonly Strike[]} */
const commits = COMMITS.flatMap(([event, flow]) => {
  const isThere = `batch.decided.some(({ plan }) => plan.events.some(({ type }) => type.startsWith("${event}.")))`;
  return [
    {
      name: `before-${event}`,
      says: `killed before the commit that says ${event}`,
      flow,
      edits: [{ file: WRITER, search: SEND, replacement: `if (${isThere}) ${DIE} ${SEND}` }],
    },
    {
      name: `after-${event}`,
      says: `killed after the commit that says ${event}, and before anybody is told`,
      flow,
      edits: [{ file: WRITER, search: SEND, replacement: `${SEND} if (${isThere}) ${DIE}` }],
    },
  ];
});

/** @type {(request: 'send' | 'ask') => readonly Strike[]} */
const request = (kind) => [
  {
    name: `before-${kind}`,
    says: `killed before the provider is ${kind === 'send' ? 'told of a payout' : 'asked'}`,
    flow: 'payout',
    edits: [{ file: PROVIDER, search: ASKED, replacement: `if (request === "${kind}") ${DIE} ${ASKED}` }],
  },
  {
    name: `after-${kind}`,
    says: `killed when the provider has answered ${kind === 'send' ? 'that it was told' : 'what it was asked'}, and before it is written down`,
    flow: 'payout',
    edits: [{ file: PROVIDER, search: ASKED, replacement: `${ASKED} if (request === "${kind}") ${DIE}` }],
  },
];

/** @type {(name: string, says: string, edit: { file: string, search: string }) => Strike} */
const after = (name, says, { file, search }) => ({
  name,
  says,
  flow: 'payout',
  edits: [{ file: `services/redemption/dist/${file}`, search, replacement: `${search} ${DIE}` }],
});

/** @type {readonly Strike[]} */
export const strikes = [
  ...commits,
  ...request('send'),
  ...request('ask'),
  after('after-destination', 'killed when a payout’s destination is kept, and the payout is not asked for yet', {
    file: 'application/payouts/request-payout.js',
    search: 'await payouts.destinations.keep(id, destination);',
  }),
  after('after-wake', 'killed when a callback has woken a payout, and before the provider is told so', {
    file: 'adapters/http/payout-callbacks.controller.js',
    search: 'const answer = await wakePayout(sent.id, this.ports);',
  }),
  {
    name: 'after-take',
    says: 'killed when it has taken payouts for itself alone',
    flow: 'payout',
    edits: [
      {
        file: 'services/redemption/dist/application/payouts/payouts-job.js',
        search: 'for (const each of due) {',
        replacement: `if (due.length > 0) ${DIE} for (const each of due) {`,
      },
    ],
  },
];
