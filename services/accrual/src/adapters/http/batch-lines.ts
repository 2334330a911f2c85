import {
  compileSchema,
  type FieldError,
  holdsHalfCharacter,
  outageProblem,
  Problem,
  problemDocument,
} from '@loyalty/service-host';
import { Invalid } from '../../application/invalid.js';
import type { Batch, BatchAnswer, BatchItem } from '../../application/purchases/post-batch.js';
import type { ReceiptLanguages } from '../../application/members/receipt-language.js';
import type { Programmes } from '../../application/programmes.js';
import { purchaseSchema } from '../../domain/sent/purchase.schema.js';
import { Rejected } from '../../domain/rejections.js';
import { returnSchema } from '../../domain/sent/return.schema.js';
import type { SentPurchase, SentReturn } from '../../domain/sent/sent-purchase.js';
import type { NdjsonLine } from './ndjson-lines.js';
import { countPurchase, countReturn } from './points-metrics.js';
import { purchaseBody } from './purchase.convert.js';
import { invalidProblem, rejectionProblem } from './rejection.convert.js';
import { returnBody } from './return.convert.js';

const checkPurchase = compileSchema<SentPurchase>(purchaseSchema);
const checkReturn = compileSchema<SentReturn>(returnSchema);

export interface BatchLinesOptions {
  readonly batch: Batch;
  /** Of a dry run nothing is counted. */
  readonly dryRun: boolean;
  readonly programmes: Programmes;
  readonly languages: ReceiptLanguages;
  readonly requestId: string;
  readonly onFailure: (error: unknown) => void;
}

/** Between lines of text and what they mean, in both directions. A line that is wrong is answered by itself. */
export class BatchLines {
  constructor(private readonly options: BatchLinesOptions) {}

  async hand(group: readonly NdjsonLine[]): Promise<readonly Promise<string>[]> {
    const items = group.map(readItem);
    const good = items.filter((item): item is BatchItem => !(item instanceof Problem));
    const answers = (await this.handGood(good)).values();
    return group.map(({ line }, at) => {
      const item = items[at];
      if (!item || item instanceof Problem) return Promise.resolve(this.problemLine(line, item ?? internalError()));
      const answer = answers.next().value;
      return answer ? this.answerLine(line, answer) : Promise.resolve(this.problemLine(line, internalError()));
    });
  }

  /** When nothing could even be handed over, as when members cannot be asked, every line of the group says so. */
  private async handGood(items: readonly BatchItem[]): Promise<readonly Promise<BatchAnswer>[]> {
    if (items.length === 0) return [];
    try {
      return await this.options.batch.hand(items);
    } catch (error) {
      return items.map(() => Promise.reject(error));
    }
  }

  private async answerLine(line: number, answering: Promise<BatchAnswer>): Promise<string> {
    try {
      const answer = await answering;
      if (answer instanceof Invalid) return this.problemLine(line, invalidProblem(answer));
      if (answer instanceof Rejected) return this.problemLine(line, rejectionProblem(answer.rejection));
      return 'first' in answer ? await this.purchaseLine(line, answer) : this.returnLine(line, answer);
    } catch (error) {
      const outage = outageProblem(error);
      if (!outage) this.options.onFailure(error);
      return this.problemLine(line, outage ?? internalError());
    }
  }

  private async purchaseLine(line: number, answer: Extract<BatchAnswer, { first: unknown }>): Promise<string> {
    if (!this.options.dryRun) countPurchase(answer);
    const language = await this.options.languages.of(answer.first);
    const body = purchaseBody(answer, this.options.programmes, language);
    return toLine({ line, status: answer.repeated ? 200 : 201, body });
  }

  private returnLine(line: number, answer: Exclude<BatchAnswer, Invalid | Rejected | { first: unknown }>): string {
    if (!this.options.dryRun) countReturn(answer);
    const status = answer.repeated ? 200 : answer.answer.type === 'ReturnKept' ? 202 : 201;
    return toLine({ line, status, body: returnBody(answer) });
  }

  private problemLine(line: number, problem: Problem): string {
    return `{"line":${line},"status":${problem.status},"body":${problemDocument(problem, this.options.requestId)}}\n`;
  }
}

function toLine(answer: { line: number; status: number; body: unknown }): string {
  return `${JSON.stringify(answer)}\n`;
}

function readItem({ text }: NdjsonLine): BatchItem | Problem {
  if (text === undefined) return new Problem({ status: 413, code: 'body_too_large', detail: 'The line is too long.' });
  if (text === null) return new Problem({ status: 400, code: 'malformed_json', detail: 'The line is not UTF-8.' });
  const value = parseJson(text);
  if (value instanceof Problem) return value;
  if (!isRecord(value)) return shapeProblem('an object with `purchase` or `return`');

  const [field, ...more] = Object.keys(value);
  if (more.length > 0 || (field !== 'purchase' && field !== 'return')) {
    return shapeProblem('either `purchase` or `return`, and nothing else');
  }
  const read = field === 'purchase' ? readPurchase(value['purchase']) : readReturn(value['return']);
  if (!Array.isArray(read)) return read;
  const errors = read.map((error) => ({ ...error, pointer: `/${field}${error.pointer}` }));
  return new Problem({ status: 400, code: 'invalid_request', errors });
}

function readPurchase(value: unknown): BatchItem | FieldError[] {
  const checked = checkPurchase(value);
  return checked.ok ? { kind: 'purchase', sent: checked.value } : checked.errors;
}

function readReturn(value: unknown): BatchItem | FieldError[] {
  const checked = checkReturn(value);
  return checked.ok ? { kind: 'return', sent: checked.value } : checked.errors;
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    if (!holdsHalfCharacter(text)) return value;
    return new Problem({ status: 400, code: 'malformed_json', detail: 'A text of the line holds half a character.' });
  } catch {
    return new Problem({ status: 400, code: 'malformed_json', detail: 'The line is not JSON.' });
  }
}

function shapeProblem(expected: string): Problem {
  return new Problem({
    status: 400,
    code: 'invalid_request',
    errors: [{ pointer: '', code: 'wrong_shape', expected, found: 'something else' }],
  });
}

function internalError(): Problem {
  return new Problem({ status: 500, code: 'internal_error' });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
