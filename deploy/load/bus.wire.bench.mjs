import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { fromLedgerMessage, ledgerV1, toLedgerMessage } from '@loyalty/contracts';
import { isDeepStrictEqual } from 'node:util';
import { gzipSync } from 'node:zlib';
import { tillDay } from './bus/till-day.mjs';
import { interleaved, median } from './rounds.mjs';

const { LedgerEventSchema, RecordedEventSchema } = ledgerV1;
const PURCHASES = 8_000;
const BATCH = 500;

/** @type {import('./bench.mjs').Bench} */
export default {
  shows:
    'events written as messages of the ledger’s topic per second ÷ the same written as JSON; bytes and µs of each way',
  async run({ rounds, say }) {
    const log = tillDay(PURCHASES);
    const messages = log.map(toLedgerMessage);
    if (
      !isDeepStrictEqual(
        messages.map((message) => fromLedgerMessage(message)),
        log,
      )
    )
      throw new Error('void: not what was recorded');
    const whole = messages.map((message) => fromBinary(LedgerEventSchema, message));
    const typed = whole.map((message) => toBinary(LedgerEventSchema, { ...message, recordedPayload: '' }));
    const recorded = messages.map(readRecorded).map((message) => toBinary(RecordedEventSchema, message));
    const json = log.map(asJson);
    for (const [name, values] of Object.entries({ 'whole messages': messages, typed, recorded, json })) {
      say(`${name}: ${mean(values)} bytes, ${zipped(values)} in gzipped batches of ${BATCH}`);
    }

    /** @type {Record<string, number[]>} */
    const micros = {};
    const time = (/** @type {string} */ name, /** @type {() => void} */ work) => {
      const startedAt = performance.now();
      work();
      const each = ((performance.now() - startedAt) * 1000) / log.length;
      (micros[name] ??= []).push(each);
      return 1_000_000 / each;
    };
    // A round that nobody counts, until the code is compiled.
    const play = async () => {
      const baseline = time('write JSON', () => log.forEach(asJson));
      const ours = time('write', () => log.forEach(toLedgerMessage));
      time('write by the library, the message made before', () =>
        whole.forEach((it) => toBinary(LedgerEventSchema, it)),
      );
      time('read what was recorded', () => messages.forEach((message) => void fromLedgerMessage(message)));
      time('read whole', () => messages.forEach((it) => fromBinary(LedgerEventSchema, it)));
      time('read JSON', () => json.forEach((it) => JSON.parse(it.toString())));
      return { ours, baseline };
    };
    await play();
    for (const name of Object.keys(micros)) delete micros[name];
    const figure = await interleaved(rounds, play);
    for (const [name, each] of Object.entries(micros)) say(`${name}: ${median(each).toFixed(1)} µs`);
    return {
      ...figure,
      bytes: mean(messages),
      bytesTyped: mean(typed),
      bytesRecorded: mean(recorded),
      bytesJson: mean(json),
    };
  },
};

/** @param {Uint8Array} message */
const readRecorded = (message) => fromBinary(RecordedEventSchema, message, { readUnknownFields: false });
/** @param {import('@loyalty/contracts').LoggedEvent} event */
const asJson = (event) => Buffer.from(JSON.stringify(event));

/** @param {readonly Uint8Array[]} values */
const mean = (values) => Math.round(values.reduce((sum, { length }) => sum + length, 0) / values.length);

/** @param {readonly Uint8Array[]} values */
function zipped(values) {
  let bytes = 0;
  for (let at = 0; at < values.length; at += BATCH)
    bytes += gzipSync(Buffer.concat(values.slice(at, at + BATCH))).length;
  return Math.round(bytes / values.length);
}
