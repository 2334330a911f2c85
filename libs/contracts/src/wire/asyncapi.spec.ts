import { createRegistry } from '@bufbuild/protobuf';
import { Parser, type AsyncAPIDocumentInterface, type SchemaParser } from '@asyncapi/parser';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PurchaseMessageSchema } from '../generated/loyalty/accrual/v1/purchase_message_pb.js';
import { MemberEventSchema } from '../generated/loyalty/enrollment/v1/member_event_pb.js';
import { LedgerEventSchema } from '../generated/loyalty/ledger/v1/ledger_event_pb.js';
import { ledgerEventHeaders } from './cloud-events.js';
import { memberEventHeaders } from './member-event.convert.js';

const path = fileURLToPath(new URL('../../../../docs/api/asyncapi.yaml', import.meta.url));
const messages = createRegistry(LedgerEventSchema, MemberEventSchema, PurchaseMessageSchema);

/** A payload in protobuf is named by its message; it stands in proto/ and nowhere else. */
const namesOfMessages: SchemaParser = {
  getMimeTypes: () => ['application/vnd.google.protobuf;version=3'],
  validate: () => [],
  parse({ data }) {
    const name = String(data);
    if (!messages.getMessage(name)) throw new Error(`there is no message ${name}`);
    return { type: 'object', title: name };
  },
};

async function parse(text: string) {
  const parser = new Parser();
  parser.registerSchemaParser(namesOfMessages);
  const { document, diagnostics } = await parser.parse(text, { source: path });
  return { document, errors: diagnostics.filter(({ severity }) => severity === 0).map(({ message }) => message) };
}

const text = readFileSync(path, 'utf8');

describe('The AsyncAPI document', () => {
  let document: AsyncAPIDocumentInterface;
  beforeAll(async () => {
    const parsed = await parse(text);
    expect(parsed.errors).toEqual([]);
    if (!parsed.document) throw new Error('no document and no error');
    ({ document } = parsed);
  });

  it('names the topics and what is on them', () => {
    const topics = document
      .channels()
      .all()
      .map((channel) => [
        channel.address(),
        channel
          .messages()
          .all()
          .map((message) => [message.name(), message.contentType()]),
      ]);
    expect(topics).toEqual([
      ['loyalty.ledger.events.v1', [['LedgerEvent', 'application/protobuf']]],
      ['loyalty.enrollment.members.v1', [['MemberEvent', 'application/protobuf']]],
      [
        'loyalty.accrual.purchases.v1',
        [
          ['PurchaseMessage', 'application/json'],
          ['PurchaseMessage', 'application/protobuf'],
        ],
      ],
    ]);
  });

  it('is refused where it names a message that there is not', async () => {
    const { errors } = await parse(
      text.replace('schema: loyalty.ledger.v1.LedgerEvent', 'schema: loyalty.ledger.v1.Gossip'),
    );
    expect(errors.join()).toContain('there is no message loyalty.ledger.v1.Gossip');
  });

  it('has an example of each kind of purchase message, and its schema takes them', () => {
    const message = document.channels().get('purchases')?.messages().get('purchaseAsJson');
    const check = new Ajv2020({ strict: false, formats: { 'date-time': true } }).compile(
      Object(message?.payload()?.json()),
    );
    const examples =
      message
        ?.examples()
        .all()
        .map((example) => example.payload()) ?? [];
    expect(examples.map((example) => Object.keys(Object(example)))).toEqual([['purchase'], ['return']]);
    for (const example of examples) expect(check(example) || check.errors).toBe(true);
    expect(check({ purchase: { source: 'till' } })).toBe(false);
  });

  it('says of an event’s headers what they are', () => {
    const stream = '019b8d2f-7a3c-7000-8000-00009e3779b1';
    const stored = { category: 'programme-registry', type: 'ProgrammeRegistered.v1', payload: '{}' };
    const place = {
      shard: 0,
      position: 9_007_199_254_740_991,
      stream,
      version: 1,
      occurredAt: 0,
      recordedAt: 1,
      tags: [],
    };
    const trace = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', tracestate: 'shop=1' };
    const headers = ledgerEventHeaders({ ...place, ...stored }, { source: 'https://loyalty.example', trace });
    const schema = document.channels().get('ledgerEvents')?.messages().get('ledgerEvent')?.headers()?.json();
    // Formats are looked at by the reader of CloudEvents; here it is which headers there are, and how they are spelled.
    const check = new Ajv2020({ strict: false, validateFormats: false }).compile(Object(schema));
    expect(check(headers) || check.errors).toBe(true);
    expect(check({ ...headers, ce_phone: '1' })).toBe(false);
    expect(Object.keys(headers).sort()).toEqual(Object.keys(Object(schema).properties).sort());
  });

  it('says the same of a member’s event', () => {
    const place = { shard: 7, position: 12, version: 30, occurredAt: 0, member: 'mem_06e8ksf2pg' };
    const headers = memberEventHeaders({ ...place, type: 'erased' }, { source: '/loyalty/members' });
    const schema = document.channels().get('members')?.messages().get('memberEvent')?.headers()?.json();
    const check = new Ajv2020({ strict: false, validateFormats: false }).compile(Object(schema));
    expect(check(headers) || check.errors).toBe(true);
    expect(Object.keys(headers).sort()).toEqual(Object.keys(Object(schema).properties).sort());
  });
});
