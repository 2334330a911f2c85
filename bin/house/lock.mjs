import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { houseDirectory } from './directories.mjs';
import { isAlive, processIdentity } from './process-identity.mjs';
import { say } from './say.mjs';

/**
 * Runs `work` while no other process of this clone does the same kind of work.
 *
 * The lock is a folder of numbered tickets; the highest ticket is the holder, or says that it was given
 * back. Whoever finds the holder gone takes the next number, which only one can create. Numbers only
 * grow, so a slow contender that judged an old ticket finds a higher one and steps back: with a single
 * file, two processes that both saw a dead holder could each delete the other's fresh lock.
 */
export async function withLock(name, doing, work, under = houseDirectory) {
  const directory = join(under, `${name}.lock`);
  mkdirSync(directory, { recursive: true });
  const ticket = await take(directory, doing);
  try {
    return await work({ alsoHeldBy: (pid) => write(directory, ticket, heldBy(doing, [process.pid, pid])) });
  } finally {
    write(directory, ticket, { free: true });
  }
}

async function take(directory, doing) {
  for (let polls = 0; ; polls++) {
    const highest = highestTicket(directory);
    const holder = highest === 0 ? { free: true } : read(directory, highest);
    if (holder && isFree(holder)) {
      const mine = highest + 1;
      if (create(directory, mine, heldBy(doing, [process.pid])) && highestTicket(directory) === mine) {
        forgetBelow(directory, mine);
        return mine;
      }
      continue;
    }
    if (holder && polls % 150 === 0)
      say(`waiting: ${holder.doing} (process ${(holder.holders.find(isAlive) ?? holder.holders[0]).pid}) comes first`);
    await sleep(200);
  }
}

/** The child of a killed holder may still be at work: its ticket is free only when both are gone. */
function isFree(holder) {
  return holder.free === true || !holder.holders.some(isAlive);
}

function heldBy(doing, pids) {
  return { doing, holders: pids.map(processIdentity) };
}

function highestTicket(directory) {
  return Math.max(
    0,
    ...readdirSync(directory)
      .filter((name) => /^\d+$/.test(name))
      .map(Number),
  );
}

/** Undefined when the ticket was forgotten meanwhile. */
function read(directory, ticket) {
  try {
    return JSON.parse(readFileSync(join(directory, String(ticket)), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Appears whole or not at all: a ticket is never seen half written. */
function create(directory, ticket, content) {
  const draft = writeDraft(directory, content);
  try {
    linkSync(draft, join(directory, String(ticket)));
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function write(directory, ticket, content) {
  renameSync(writeDraft(directory, content), join(directory, String(ticket)));
}

function writeDraft(directory, content) {
  const draft = join(directory, `draft-${process.pid}-${Math.random().toString(36).slice(2)}`);
  writeFileSync(draft, JSON.stringify(content));
  return draft;
}

function forgetBelow(directory, mine) {
  for (const name of readdirSync(directory)) {
    if (/^\d+$/.test(name) && Number(name) < mine) rmSync(join(directory, name), { force: true });
  }
}
