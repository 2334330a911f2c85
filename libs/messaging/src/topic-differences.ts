import { TopicMismatch, type Topic } from './messaging.js';

/** One way to say it for all adapters, since an operator reads it at start. */
export function refuseMismatch(declared: Topic, found: Topic): void {
  const differences = (['partitions', 'retentionMs', 'compacted'] as const)
    .filter((what) => declared[what] !== found[what])
    .map((what) => ({ what, declared: String(declared[what]), found: String(found[what]) }));
  if (differences.length > 0) throw new TopicMismatch(declared.name, differences);
}
