import { unpack, type StoredMessage } from '../postgres/packed.js';
import type { Message, TopicPartition } from '../messaging.js';

/** Closes what is set aside to whoever reads the tables. The key is its owner's; this side never sees one. */
export interface Seal {
  /** What was sealed for one place does not open in another. */
  seal(plain: Buffer, place: string): Buffer;
  /** @throws when it was sealed by somebody else, for another place, or was changed since */
  open(sealed: Buffer, place: string): Buffer;
  /** What may stand beside it in clear: an error may quote the message that it is about. */
  reasonOf(error: unknown): string;
}

type What = 'dead letter' | 'parked message' | 'parked key';

interface Whole {
  readonly key: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
}

/** How messages of a group stand in the tables: as they came, or sealed where a seal was given. */
export class Envelope {
  constructor(
    private readonly group: string,
    private readonly seal: Seal | undefined,
  ) {}

  get isSealed(): boolean {
    return this.seal !== undefined;
  }

  reasonOf(error: unknown): string {
    return cleaned(this.seal?.reasonOf(error) ?? described(error));
  }

  close(what: What, message: Message & TopicPartition & { readonly offset: number | null }): Message {
    if (this.seal === undefined) return message;
    const { key, headers, value } = message;
    const whole: Whole = { key, headers, value: Buffer.from(value).toString('base64') };
    const plain = Buffer.from(JSON.stringify(whole));
    return { key: null, headers: {}, value: this.seal.seal(plain, this.#place(what, message)) };
  }

  open(what: What, row: StoredMessage & At & { readonly sealed: boolean }): Message {
    if (!row.sealed) return unpack(row);
    const { key, headers, value } = JSON.parse(this.#opened(row.value, this.#place(what, row))) as Whole;
    return { key, headers, value: Buffer.from(value, 'base64') };
  }

  closeKey(key: string, at: TopicPartition): Buffer {
    const plain = Buffer.from(key);
    return this.seal?.seal(plain, this.#place('parked key', at)) ?? plain;
  }

  openKey(row: TopicPartition & { readonly key: Buffer; readonly sealed: boolean }): string {
    return row.sealed ? this.#opened(row.key, this.#place('parked key', row)) : row.key.toString();
  }

  #opened(sealed: Buffer, place: string): string {
    if (this.seal === undefined) throw new Error(`${place} is sealed, and no seal was given to open it`);
    return this.seal.open(sealed, place).toString();
  }

  #place(what: What, { topic, partition, offset }: At): string {
    const at = offset === undefined ? '' : `, offset ${offset ?? 'none'}`;
    return `${what} of ${this.group}: partition ${partition} of ${topic}${at}`;
  }
}

/** An offset as it comes from the bus or from the database. */
interface At extends TopicPartition {
  readonly offset?: number | string | null;
}

function described(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** PostgreSQL's texts cannot hold a NUL, and a reason may quote what came from outside. */
export function cleaned(reason: string): string {
  return reason.replaceAll('\0', '\\0').slice(0, 2_000);
}
