import type { DescField, DescFile, DescMessage } from '@bufbuild/protobuf';
import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Words in the name of a field that would hold what is known of a person. */
const personal =
  /(^|_)(phone|mobile|tel|telephone|e?mail|(first|last|full|given|family|middle|maiden|sur|nick|display)_?name|name|birth|birthday|birthdate|dob|gender|sex|address|street|city|zip|postcode|postal|ip|iban|pan|ssn|passport|nationality|photo|profile|customer|person)(_|$)/;

const generated = fileURLToPath(new URL('../generated/', import.meta.url));

/** Every contract that there is code of: a new file is looked at without being listed here. */
const files = (
  await Promise.all(
    readdirSync(generated, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('_pb.ts'))
      .map((path) => import(pathToFileURL(join(generated, path)).href)),
  )
).flatMap((module: Record<string, unknown>) => Object.values(module).filter(isFile));

const fields = files.flatMap(({ messages }) => messages).flatMap(fieldsOf);
const found = fields.filter(({ name }) => personal.test(name)).map((field) => field.toString().replace('field ', ''));

describe('Personal data', () => {
  it('is looked for in all contracts', () => {
    expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['loyalty/ledger/v1/ledger_event']));
    expect(fields.length).toBeGreaterThan(200);
  });

  it('stands in one message alone: what a till tells enrollment, and nobody else', () => {
    expect(found).toEqual(['loyalty.enrollment.v1.Identity.phone', 'loyalty.enrollment.v1.Identity.email']);
  });

  it('is marked there, and so is all else that leads to a person, so that nothing prints it', () => {
    const identity = fields.filter(({ parent }) => parent.typeName === 'loyalty.enrollment.v1.Identity');
    const marked = identity.filter(({ proto }) => proto.options?.debugRedact === true);
    expect(identity.filter((field) => !marked.includes(field)).map(({ name }) => name)).toEqual(['id']);
  });

  it('is on no topic: what tells enrollment is asked by services, and no message of a topic holds it', () => {
    const topics = [
      'loyalty.ledger.v1.LedgerEvent',
      'loyalty.accrual.v1.PurchaseMessage',
      'loyalty.enrollment.v1.MemberEvent',
    ];
    const messages = files.flatMap((file) => file.messages);
    const reached = topics.flatMap((topic) => reachedFrom(messages.filter(({ typeName }) => typeName === topic)));
    expect(reached.length).toBeGreaterThan(30);
    expect(reached).not.toContain('loyalty.enrollment.v1.Identity');
  });

  it.each(['phone', 'phone_number', 'home_phone', 'email', 'mail', 'first_name', 'name', 'birth_year', 'ip_address'])(
    'would be noticed as %s',
    (name) => expect(personal.test(name)).toBe(true),
  );
});

function reachedFrom(messages: readonly DescMessage[]): string[] {
  const seen = new Set<DescMessage>();
  const visit = (message: DescMessage): void => {
    if (seen.has(message)) return;
    seen.add(message);
    for (const field of message.fields) if (field.message) visit(field.message);
  };
  messages.forEach(visit);
  return [...seen].map(({ typeName }) => typeName);
}

function fieldsOf({ fields, nestedMessages }: DescMessage): DescField[] {
  return [...fields, ...nestedMessages.flatMap(fieldsOf)];
}

function isFile(value: unknown): value is DescFile {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'file';
}
