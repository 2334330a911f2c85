import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningNode } from '@loyalty/kafka-broker';
import { StartupCheckStrategy, type ContainerRuntimeClient, type StartupStatus } from 'testcontainers';

export type Container = ReturnType<ContainerRuntimeClient['container']['getById']>;

/** Does not wait: what is in the container is asked whether it is ready as it is asked elsewhere. */
export class AtOnce extends StartupCheckStrategy {
  override checkStartupState(): Promise<StartupStatus> {
    return Promise.resolve('SUCCESS');
  }
}

const LOOKS_EVERY_MS = 100;

/** The first process of a container that has just been started: it hears signals as one beside us would. */
export function runningIn(container: Container): RunningNode {
  let isGone = false;
  const gone = ended(container).then(() => {
    isGone = true;
  });
  // Who waits for it hears of a daemon that went away; nobody may be waiting.
  gone.catch(() => undefined);
  return {
    gone,
    isGone: () => isGone,
    async signal(signal) {
      if (isGone) return;
      try {
        await container.kill({ signal });
      } catch (error) {
        if (!saysNotRunning(error)) throw error;
      }
    },
  };
}

/** Looks again and again: a request that waits for it would keep this process alive after a spec that forgot to stop. */
async function ended(container: Container): Promise<void> {
  while ((await container.inspect()).State.Running) await sleep(LOOKS_EVERY_MS, undefined, { ref: false });
}

/** It ended just before it was sent. */
function saysNotRunning(error: unknown): boolean {
  return error instanceof Error && 'statusCode' in error && error.statusCode === 409;
}

/** The end of what it wrote to both of its outputs, as the daemon kept it. */
export async function saidBy(container: Container): Promise<string> {
  const frames = await container.logs({ stdout: true, stderr: true, tail: 200, follow: false });
  return textOf(frames);
}

/** Pieces of both outputs follow one another, each behind eight bytes: which output it is, and in the last four its length. */
export function textOf(frames: Buffer): string {
  const pieces: Buffer[] = [];
  for (let at = 0; at + 8 <= frames.length;) {
    const end = at + 8 + frames.readUInt32BE(at + 4);
    pieces.push(frames.subarray(at + 8, end));
    at = end;
  }
  return Buffer.concat(pieces).toString('utf8');
}
