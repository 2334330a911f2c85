import type { Api } from '../client/api.js';
import type { Output } from '../output.js';

/** Of dead letters and of parked keys. */
interface Item {
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset?: number | null;
  readonly messages?: number;
  readonly reason: string;
}

/** Where a kind of what is set aside is found, and what one of it is called. */
export interface SetAsideKind {
  readonly door: string;
  readonly name: string;
}

/** One of them, and why something is done to it. */
interface Reasoned {
  readonly id: string;
  readonly reason: string;
}

export const DEAD_LETTERS: SetAsideKind = { door: '/v1/dead-letters', name: 'dead letter' };
export const PARKED_KEYS: SetAsideKind = { door: '/v1/parked-keys', name: 'parked key' };

export async function listSetAside(api: Api, output: Output, { door, name }: SetAsideKind): Promise<void> {
  const items: Item[] = [];
  for await (const item of api.list<Item>(door)) items.push(item);
  output.summary({ items }, items.map(lineOf).join('\n') || `no ${name}`);
}

/** What is in it goes to standard output, since it may be of somebody: no log keeps it. */
export async function showSetAside(api: Api, output: Output, { door }: SetAsideKind, id: string): Promise<void> {
  const shown = await api.get<Record<string, unknown>>(pathOf(door, id));
  output.summary(shown, JSON.stringify(shown, null, 2));
}

/** @throws RequestRefused when it fails again; it stays where it is */
export async function replaySetAside(
  api: Api,
  output: Output,
  { door, name }: SetAsideKind,
  { id, reason }: Reasoned,
): Promise<void> {
  const init = { body: JSON.stringify({ reason }), headers: { 'content-type': 'application/json' } };
  const answer = await api.send('POST', `${pathOf(door, id)}/replay`, init);
  const { messages } = (await answer.json()) as { messages: number };
  output.summary({ id, messages }, `${name} ${id}: ${messages} handled`);
}

export async function dropSetAside(
  api: Api,
  output: Output,
  { door, name }: SetAsideKind,
  { id, reason }: Reasoned,
): Promise<void> {
  await api.send('DELETE', `${pathOf(door, id)}?${new URLSearchParams({ reason })}`);
  output.summary({ dropped: id }, `${name} ${id} is dropped`);
}

const pathOf = (door: string, id: string) => `${door}/${encodeURIComponent(id)}`;

function lineOf({ id, topic, partition, offset, messages, reason }: Item): string {
  const where = `${topic}/${partition}${offset == null ? '' : `@${offset}`}`;
  return [id, where, ...(messages === undefined ? [] : [`${messages} waiting`]), reason].join('  ');
}
