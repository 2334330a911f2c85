import type { Bus, Message } from '@loyalty/messaging';
import type { Client } from './client.fixture.js';

/** Members that exist only to be looked for where they must not be. */
const CANARY = {
  name: 'Canaria Vogelsang',
  phone: '+49 30 91775512',
  email: 'canaria.vogelsang@example.org',
  card: 'CANARY-91775512-A',
};
/** Nobody's while it buys; joins later. */
export const STRANGER_CARD = 'CANARY-91775512-B';

/** In every spelling that we keep or look up by; letters in any case, as text, in hexadecimal and in base64. */
const WORDS = ['canaria', 'vogelsang', '91775512', 'canary-'];
const NEEDLES = WORDS.flatMap((word) => [
  word,
  ...[word, word.toUpperCase()].map((each) => Buffer.from(each).toString('hex')),
  ...[word, word.toUpperCase(), capital(word)].flatMap(base64Anywhere),
]);

interface Purchase {
  readonly lines: readonly object[];
}

/** They join, buy in every way in which a member can be named, give back, change and are looked up. */
export async function plantCanaries(shop: Client, basket: (externalId: string, card: string) => Purchase) {
  const done: number[] = [];
  const post = async (path: string, body: unknown) => done.push((await shop.post(path, body)).status);
  await post('/v1/members', { source: 'crm', externalId: 'planted', ...CANARY });
  const { name: _name, ...identities } = CANARY;
  for (const [kind, value] of Object.entries(identities)) {
    await post('/v1/purchases', { ...basket(`planted-${kind}`, ''), member: { [kind]: value } });
    await post('/v1/members/lookup', { [kind]: value });
  }
  await post('/v1/purchases', { ...basket('planted-misspelt', ''), member: { phone: `${CANARY.phone}x` } });
  await post('/v1/purchases', basket('stranger-buys', STRANGER_CARD));
  await post('/v1/members', { source: 'crm', externalId: 'late', card: STRANGER_CARD });
  const { lines: _lines, ...rest } = basket('planted-return', CANARY.card);
  await post('/v1/returns', { ...rest, currency: undefined, lines: [{ sku: 'TEA', quantity: '1' }] });
  if (done.some((status) => status >= 300)) throw new Error(`a canary was refused: ${done.join(', ')}`);
  // Refused, so that what a service says of it is heard as well.
  for (const refused of [
    { ...basket('planted-shells', CANARY.card), currency: CANARY.card },
    { ...basket('planted-unclear', ''), member: CANARY },
  ]) {
    const { status } = await shop.post('/v1/purchases', refused);
    if (status < 400) throw new Error(`a canary was not refused: ${status}`);
  }
}

/** Which needles are in it, in whatever part. */
export function canariesIn(text: string): readonly string[] {
  const lower = text.toLowerCase();
  // Base64 tells letters apart; the others do not.
  return NEEDLES.filter((needle) => text.includes(needle) || lower.includes(needle));
}

export function canariesInMessage({ key, value, headers }: Message): readonly string[] {
  return canariesIn([key ?? '', Buffer.from(value).toString('latin1'), ...Object.entries(headers).flat()].join('\n'));
}

/** Every message of a topic, as it stands there. */
export async function wholeTopic(bus: Bus, topic: string): Promise<readonly Message[]> {
  const messages: Message[] = [];
  for (let partition = 0; partition < (await bus.partitions(topic)); partition += 1) {
    const { first: begin, next } = await bus.bounds(topic, partition);
    for (let first = begin; first < next;) {
      const page = await bus.read(topic, partition, first, 1_000);
      messages.push(...page);
      first = (page.at(-1)?.offset ?? next) + 1;
    }
  }
  return messages;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** What of its base64 is the same whatever stands before and behind it, for each of the three ways it may fall. */
function base64Anywhere(word: string): readonly string[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), Buffer.from(word)])
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + word.length) * 8) / 6));
  });
}
