import { BinaryReader } from '@bufbuild/protobuf/wire';

/** What a test looks at of a span. */
export interface CollectedSpan {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Empty: the trace begins here. */
  readonly parent: string;
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly attributes: Readonly<Record<string, string>>;
  /** Ids of the spans that it links to. */
  readonly links: readonly string[];
}

type Fields = ReadonlyMap<number, readonly (Uint8Array | bigint | number)[]>;

/** `ExportTraceServiceRequest` of opentelemetry-proto, as far as it is looked at, by its field numbers. */
export function readExport(body: Uint8Array): readonly CollectedSpan[] {
  return messages(fieldsOf(body), 1).flatMap((resourceSpans) => {
    const [resource] = messages(resourceSpans, 1);
    const service = resource ? (attributesOf(resource, 1)['service.name'] ?? '') : '';
    return messages(resourceSpans, 2)
      .flatMap((scopeSpans) => messages(scopeSpans, 2))
      .map((span) => readSpan(span, service));
  });
}

function readSpan(span: Fields, service: string): CollectedSpan {
  return {
    service,
    traceId: hex(span, 1),
    spanId: hex(span, 2),
    parent: hex(span, 4),
    name: text(span, 5),
    startedAt: Number(span.get(7)?.[0] ?? 0) / 1e6,
    endedAt: Number(span.get(8)?.[0] ?? 0) / 1e6,
    attributes: attributesOf(span, 9),
    links: messages(span, 13).map((link) => hex(link, 2)),
  };
}

function attributesOf(of: Fields, number: number): Record<string, string> {
  return Object.fromEntries(
    messages(of, number).map((pair) => {
      const [value] = messages(pair, 2);
      const [said = ''] = [...(value?.entries() ?? [])].map(([, [first]]) => first);
      return [text(pair, 1), said instanceof Uint8Array ? Buffer.from(said).toString() : String(said)];
    }),
  );
}

function fieldsOf(bytes: Uint8Array): Fields {
  const fields = new Map<number, (Uint8Array | bigint | number)[]>();
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    const values = fields.get(number) ?? [];
    fields.set(number, values);
    // 0: varint, 1: 64 bits, 2: behind its length, 5: 32 bits.
    if (wireType === 2) values.push(reader.bytes());
    else if (wireType === 0) values.push(BigInt(reader.uint64()));
    else if (wireType === 1) values.push(BigInt(reader.fixed64()));
    else values.push(reader.fixed32());
  }
  return fields;
}

function messages(of: Fields, number: number): readonly Fields[] {
  return (of.get(number) ?? []).filter((value) => value instanceof Uint8Array).map(fieldsOf);
}

function bytes(of: Fields, number: number): Buffer {
  const [value] = of.get(number) ?? [];
  return value instanceof Uint8Array ? Buffer.from(value) : Buffer.alloc(0);
}

const hex = (of: Fields, number: number): string => bytes(of, number).toString('hex');
const text = (of: Fields, number: number): string => bytes(of, number).toString();
