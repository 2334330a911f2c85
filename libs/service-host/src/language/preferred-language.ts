import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

interface Asked {
  /** `?language=`, which wins. */
  readonly language: unknown;
  /** `Accept-Language`. */
  readonly header: string | undefined;
}

/** The first offered language is spoken to whoever asks for none of them. */
export function preferredLanguage<Offered extends string>(
  asked: Asked,
  offered: readonly [Offered, ...Offered[]],
): Offered {
  return namedLanguage(asked, offered) ?? offered[0];
}

/** Undefined: none of them was asked for. */
export function namedLanguage<Offered extends string>(
  { language, header = '' }: Asked,
  offered: readonly Offered[],
): Offered | undefined {
  const named = offered.find((each) => each === language);
  if (named !== undefined) return named;
  const wishes = header.split(',').map(wishOf);
  const best = wishes
    .filter(({ weight, tag }) => weight > 0 && offered.some((each) => each === tag))
    .reduce<Wish | undefined>((first, wish) => (first && first.weight >= wish.weight ? first : wish), undefined);
  return offered.find((each) => each === best?.tag);
}

interface Wish {
  /** Without its region: `ru` of `ru-RU`. */
  readonly tag: string;
  readonly weight: number;
}

function wishOf(text: string): Wish {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim());
  const quality = parameters.find((each) => each.startsWith('q='));
  const weight = quality === undefined ? 1 : Number(quality.slice(2));
  return { tag: range.split('-')[0]?.toLowerCase() ?? '', weight: Number.isFinite(weight) ? weight : 0 };
}

/** The language in which the caller is answered: `?language=`, else `Accept-Language`. */
export const AskedLanguage = createParamDecorator(
  (offered: readonly [string, ...string[]], context: ExecutionContext): string =>
    preferredLanguage(askedIn(context), offered),
);

/** The same, and undefined where the caller asks for none of them. */
export const NamedLanguage = createParamDecorator(readNamedLanguage);

export function readNamedLanguage(offered: readonly string[], context: ExecutionContext): string | undefined {
  return namedLanguage(askedIn(context), offered);
}

function askedIn(context: ExecutionContext): Asked {
  const { query, headers } = context.switchToHttp().getRequest<FastifyRequest>();
  const { language } = query as { readonly language?: unknown };
  return { language, header: headers['accept-language'] };
}
