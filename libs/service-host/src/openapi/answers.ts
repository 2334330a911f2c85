import type { JsonSchema } from '../validation/compile-schema.js';

export interface Answers {
  /** What a success looks like, by status. */
  readonly byStatus: Readonly<Record<number, JsonSchema>>;
  readonly contentType: string;
}

const ANSWERS = Symbol('answers');

/** What a route answers when it does what it was asked: `@Answers({ 201: purchaseAnswer })`. Stands in the document. */
export function Answers(
  byStatus: Readonly<Record<number, JsonSchema>>,
  { contentType = 'application/json' } = {},
): MethodDecorator {
  return (_prototype, _name, route) => Reflect.defineMetadata(ANSWERS, { byStatus, contentType }, Object(route.value));
}

export function readAnswers(handler: object): Answers | undefined {
  return Reflect.getMetadata(ANSWERS, handler);
}
