import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Of the Standard Webhooks scheme. */
const SIGNATURE_HEADER = 'webhook-signature';

const TEXTS = new WeakMap<object, string>();

/** Kept of a request that carries a signature alone, for as long as the request is there. */
export function keepSignedText(request: FastifyRequest, text: string): void {
  if (request.headers[SIGNATURE_HEADER] !== undefined) TEXTS.set(request, text);
}

/** The body as it came, byte for byte: `@SignedText() text: string`. Whoever verifies a signature must see what was signed. */
export const SignedText = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string =>
    TEXTS.get(context.switchToHttp().getRequest<FastifyRequest>()) ?? '',
);
