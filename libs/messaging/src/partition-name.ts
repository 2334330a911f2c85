import type { TopicPartition } from './messaging.js';

export const nameOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;
