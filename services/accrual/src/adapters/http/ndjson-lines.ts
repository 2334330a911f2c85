import { isUtf8 } from 'node:buffer';

/** A line of a stream, by its number in it; without text where it was too long to be taken, null where it is not UTF-8. */
export interface NdjsonLine {
  readonly line: number;
  readonly text: string | undefined | null;
}

const NEWLINE = 0x0a;
/** Some programs begin every file of UTF-8 with it. */
const BYTE_ORDER_MARK = '\uFEFF';
const BLANK = /^\s*$/;

/** Cuts chunks of bytes into lines. A line that is too long is dropped as it comes, so memory stays bounded. */
export class LineCutter {
  private rest: Buffer[] = [];
  private restBytes = 0;
  private line = 1;
  private tooLong = false;

  constructor(private readonly lineBytesMax: number) {}

  cut(chunk: Buffer): NdjsonLine[] {
    const lines: NdjsonLine[] = [];
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      this.keep(chunk.subarray(from, end));
      this.finish(lines);
      from = end + 1;
    }
    this.keep(chunk.subarray(from));
    return lines;
  }

  /** What stands after the last newline. */
  end(): NdjsonLine[] {
    const lines: NdjsonLine[] = [];
    this.finish(lines);
    return lines;
  }

  private keep(part: Buffer): void {
    if (part.length === 0) return;
    this.restBytes += part.length;
    if (this.restBytes > this.lineBytesMax) {
      this.tooLong = true;
      this.rest = [];
    } else this.rest.push(part);
  }

  private finish(lines: NdjsonLine[]): void {
    const text = this.tooLong ? undefined : this.text();
    if (text === undefined || text === null || !BLANK.test(text)) lines.push({ line: this.line, text });
    this.line += 1;
    this.rest = [];
    this.restBytes = 0;
    this.tooLong = false;
  }

  private text(): string | null {
    const [only = Buffer.alloc(0), ...more] = this.rest;
    const bytes = more.length === 0 ? only : Buffer.concat(this.rest);
    if (!isUtf8(bytes)) return null;
    const text = bytes.toString('utf8');
    return this.line === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  }
}
