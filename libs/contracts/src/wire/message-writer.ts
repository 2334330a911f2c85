import { ScalarType, type DescEnum, type DescField, type DescMessage } from '@bufbuild/protobuf';
import type { BackwardWriter } from './backward-writer.js';

/** Writes what a plain object says, as one kind of message, without its length. */
export type Write = (facts: object, writer: BackwardWriter) => void;

/** Writes one field, its tag before it; nothing where the field is absent. */
type WriteField = (facts: Facts, writer: BackwardWriter) => void;
/** Writes one value without a tag. */
type WriteValue = (value: never, writer: BackwardWriter) => void;
type Facts = Readonly<Record<string, unknown>>;

/**
 * Plain objects that say what a message says are written as that message without making one. A field is found by its
 * JSON name, which is the name it has in the log; null and undefined are absent; words are values of their enum. What
 * is to be done is found out once for each kind of message: the relay writes every event of the ledger, and a message
 * that is first made and then written through reflection takes several times as long.
 *
 * What the message has no field for is left out; a spec sees to it that there is none.
 */
export function writerOf(schema: DescMessage): Write {
  const known = writers.get(schema.typeName);
  if (known) return known;
  const fields = schema.fields.toSorted((one, other) => other.number - one.number).map(writeField);
  const write: Write = (facts, writer) => {
    for (const field of fields) field(facts as Facts, writer);
  };
  writers.set(schema.typeName, write);
  return write;
}

const writers = new Map<string, Write>();

function writeField(field: DescField): WriteField {
  const { jsonName } = field;
  const { wireType, write, isNothing } = valueOf(field);
  const tag = field.number * 8 + wireType;
  if (field.fieldKind === 'list') {
    if (wireType !== DELIMITED)
      throw new Error(`${field.toString()}: lists of numbers are packed, which nobody needs yet`);
    return (facts, writer) => {
      const values = (facts[jsonName] ?? []) as readonly never[];
      for (let index = values.length - 1; index >= 0; index -= 1) {
        write(values[index] as never, writer);
        writer.unsigned(tag);
      }
    };
  }
  const saysItIsThere = field.presence !== IMPLICIT;
  return (facts, writer) => {
    const value = facts[jsonName];
    if (value === undefined || value === null || (!saysItIsThere && isNothing(value))) return;
    write(value as never, writer);
    writer.unsigned(tag);
  };
}

const VARINT = 0;
const DELIMITED = 2;
const IMPLICIT = 2;

interface Value {
  readonly wireType: number;
  readonly write: WriteValue;
  /** Left out where the field cannot say whether it is there. */
  readonly isNothing: (value: unknown) => boolean;
}

function valueOf(field: DescField): Value {
  if (field.message) return { wireType: DELIMITED, write: delimited(field.message), isNothing: () => false };
  if (field.enum) return { wireType: VARINT, write: word(field.enum), isNothing: () => false };
  const { scalar } = field;
  const value = scalar === undefined ? undefined : scalars[scalar];
  if (!value) throw new Error(`${field.toString()} is of a kind that nobody needs yet`);
  return value;
}

/** Numbers may come as bigints; the log has none that a JSON integer could not say. */
function exact(value: number | bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is too large to be written exactly`);
  return number;
}

const isZero = (value: unknown) => value === 0 || value === 0n;
const scalars: Partial<Record<ScalarType, Value>> = {
  [ScalarType.STRING]: {
    wireType: DELIMITED,
    write: (text: string, writer) => writer.text(text),
    isNothing: (text) => text === '',
  },
  [ScalarType.BOOL]: {
    wireType: VARINT,
    write: (claim: boolean, writer) => writer.unsigned(claim ? 1 : 0),
    isNothing: (claim) => claim === false,
  },
  [ScalarType.INT32]: { wireType: VARINT, write: (it: number, writer) => writer.signed(exact(it)), isNothing: isZero },
  [ScalarType.INT64]: { wireType: VARINT, write: (it: bigint, writer) => writer.signed(exact(it)), isNothing: isZero },
  [ScalarType.SINT64]: { wireType: VARINT, write: (it: bigint, writer) => writer.zigzag(exact(it)), isNothing: isZero },
};

function delimited(schema: DescMessage): WriteValue {
  const write = writerOf(schema);
  return (facts: object, writer) => {
    const after = writer.length;
    write(facts, writer);
    writer.unsigned(writer.length - after);
  };
}

function word({ typeName, values }: DescEnum): WriteValue {
  const numbers = new Map(values.map(({ localName, number }) => [localName.toLowerCase(), number]));
  return (said: string, writer) => {
    const number = numbers.get(said);
    if (number === undefined) throw new Error(`${typeName} has no '${said}'`);
    writer.unsigned(number);
  };
}
