import { isUtf8 } from 'node:buffer';
import { formatInstant } from '@loyalty/service-host';
import type { DeadLetterItem, ParkedKeyItem } from '../consume/set-aside-rows.js';
import type { Message } from '../messaging.js';

type Named<Item> = Omit<Item, 'id'> & { readonly id: string; readonly group: string };

export function deadLetterBody({ id, group, topic, partition, offset, reason, diedAt }: Named<DeadLetterItem>) {
  return { id, group, topic, partition, offset, reason, diedAt: formatInstant(diedAt.getTime()) };
}

export function parkedKeyBody({ id, group, topic, partition, reason, parkedAt, messages }: Named<ParkedKeyItem>) {
  return { id, group, topic, partition, reason, parkedAt: formatInstant(parkedAt.getTime()), messages };
}

export function contentBody({ key, headers, value }: Message) {
  const encoding = isUtf8(value) ? 'utf8' : 'base64';
  return { key, headers, value: Buffer.from(value).toString(encoding), encoding };
}
