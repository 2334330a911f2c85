import { domainToASCII } from 'node:url';

const CHARACTERS_MAX = 254;
const LOCAL_PART = /^[^\s@"(),:;<>[\]\\\p{Cc}\p{Cs}]{1,64}$/u;
const HOST = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * Lower case throughout, the host in its ASCII form: `Ann@BÜCHER.example` and `ann@xn--bcher-kva.example` are one
 * mailbox. Dots and `+tags` before the @ are kept: whether they matter is the mail host's to say.
 */
export function canonicalEmail(text: string): string | undefined {
  const trimmed = text.normalize('NFKC').trim();
  const at = trimmed.lastIndexOf('@');
  if (at < 0) return undefined;

  const local = trimmed.slice(0, at).toLowerCase();
  const host = domainToASCII(trimmed.slice(at + 1).replace(/\.$/, ''));
  if (!LOCAL_PART.test(local) || !HOST.test(host)) return undefined;

  const canonical = `${local}@${host}`;
  return canonical.length > CHARACTERS_MAX ? undefined : canonical;
}
