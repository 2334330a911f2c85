/** @import { Edit } from '../processes/service-process.mjs' */
/** @import { Service } from '../../installation/installation.mjs' */

/**
 * Bugs that somebody could make in the writer, the relay or a consumer. Each is one or more edits of built modules, made as
 * a process of that service loads them (`inside.mjs`): `search` stands there exactly once. `fault` is one that shows it.
 *
 * @typedef {{ name: string, says: string, service: Service, fault: string, edits: readonly Edit[] }} PlantedBug
 */

/** @type {readonly PlantedBug[]} */
const writer = [
  {
    name: 'answered-before-commit',
    says: 'a batch is answered when it is sent, not when it is durable',
    service: 'accrual',
    fault: 'killed-mid-commit',
    edits: [
      {
        file: 'libs/event-store/dist/writer/writer.js',
        search: 'await this.#crossing.send(batch);',
        replacement: 'for (const each of batch.decided) settle(each, Date.now()); await this.#crossing.send(batch);',
      },
    ],
  },
  {
    name: 'commit-guessed',
    says: 'a commit whose answer was lost is taken for done',
    service: 'accrual',
    fault: 'commit-never-arrives',
    edits: [
      {
        file: 'libs/event-store/dist/postgres/postgres-log.js',
        search: 'attempt === undefined || (await this.#isCommitted(attempt))',
        replacement: 'true',
      },
    ],
  },
  {
    name: 'claim-missing',
    says: 'a purchase does not claim its receipt: sent again under a new id it is another one',
    service: 'accrual',
    fault: 'accrual-killed',
    edits: [
      {
        file: 'services/accrual/dist/application/purchases/draft-purchase.js',
        search: 'claims.push({ ...receipt, fingerprint });',
        replacement: '0;',
      },
    ],
  },
  {
    name: 'refusal-on-a-guess',
    says: 'a refusal rests on a claim that is not in memory and was not looked up',
    service: 'accrual',
    fault: 'purchases-read-again',
    edits: [
      {
        file: 'libs/event-store/dist/writer/desk.js',
        search: '!view.provedBy(written) && view.missed !== undefined',
        replacement: 'false',
      },
    ],
  },
  {
    name: 'chain-link-skipped',
    says: 'a link of the hash chain does not hang on the one before',
    service: 'accrual',
    fault: 'balance-killed',
    edits: [
      {
        file: 'libs/event-store/dist/postgres/append.sql.js',
        search: 'sha256(locked.chain || added.digest',
        replacement: 'sha256(added.digest',
      },
    ],
  },
];

/** @type {readonly PlantedBug[]} */
const relay = [
  {
    name: 'checkpoint-before-ack',
    says: 'the relay notes a position before the broker has it, and goes on from what it noted',
    service: 'accrual',
    fault: 'relay-killed-mid-send',
    edits: [
      {
        file: 'libs/messaging/dist/relay/shard-relay.js',
        search: 'await bus.send(topic, this.shard, messages);',
        replacement:
          'await this.options.checkpoints.write(this.shard, events.at(-1).position); await bus.send(topic, this.shard, messages);',
      },
      {
        file: 'libs/messaging/dist/relay/last-position.js',
        search: 'const position = await lastInTopic(options, shard);',
        replacement: 'const position = await options.checkpoints.read(shard);',
      },
    ],
  },
  {
    name: 'order-by-time',
    says: 'the log is read in the order of its times instead of its positions',
    service: 'accrual',
    fault: 'balance-killed',
    edits: [
      {
        file: 'libs/event-store/dist/postgres/reader.js',
        search: 'order by position limit $3',
        replacement: 'order by recorded_at, stream, version limit $3',
      },
    ],
  },
  {
    name: 'relay-without-lock',
    says: 'every process relays every shard',
    service: 'accrual',
    fault: 'enrollment-killed',
    edits: [
      {
        file: 'libs/messaging/dist/postgres/lock-session.js',
        search: 'row?.locked === true && lock.isHeld()',
        replacement: 'lock.isHeld()',
      },
    ],
  },
];

/** @type {readonly PlantedBug[]} */
const consumers = [
  {
    name: 'offset-before-effect',
    says: 'the intake’s place moves in a transaction of its own, before the effect',
    service: 'accrual',
    fault: 'enrollment-killed',
    edits: [
      {
        file: 'libs/messaging/dist/consume/batch-transaction.js',
        search: 'await around.places.move(client, partition',
        replacement: 'await around.places.move(around.pool, partition',
      },
    ],
  },
  {
    name: 'healing-off',
    says: 'what the ledger’s topic has lost is not read at its source',
    service: 'balance',
    fault: 'topic-truncated',
    edits: [
      {
        file: 'libs/messaging/dist/relay/mirrored-log.js',
        search: 'const upTo = behindGap === undefined',
        replacement: 'return []; const upTo = behindGap === undefined',
      },
    ],
  },
  {
    name: 'checkpoint-before-effect',
    says: 'the read model’s checkpoint is written before what it stands for, in a transaction of its own',
    service: 'balance',
    fault: 'commit-never-arrives',
    edits: [
      {
        file: 'services/balance/dist/adapters/postgres/projection-session.js',
        search: 'const values = applyParameters(batches);',
        replacement: `const values = applyParameters(batches);
          const text = 'update checkpoints set position = $2 where shard = $1';
          for (const { shard, to } of batches) await this.query({ text, values: [shard, to] });`,
      },
      {
        file: 'services/balance/dist/adapters/postgres/apply-batches.js',
        search: ' and batch.after = c.position',
        replacement: '',
      },
    ],
  },
];

export const plantedBugs = [...writer, ...relay, ...consumers];
