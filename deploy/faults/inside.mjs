/**
 * Loaded into a process of the product before the product itself (`node --import`), by this suite alone. It can step the
 * clock of that process while it runs, and plant a bug by replacing a text of a module as it is loaded; no file is changed.
 */
import { openSync, readSync } from 'node:fs';
import { registerHooks } from 'node:module';

const LOOK_EVERY_MS = 50;
const { FAULTS_CLOCK: clockFile, FAULTS_EDITS: edits } = process.env;

if (clockFile) followClock(clockFile);
if (edits) plant(JSON.parse(edits));

/** What the file says, in milliseconds, is added to the time of day. Timers do not jump, as they do not on a real machine. */
function followClock(/** @type {string} */ file) {
  const RealDate = Date;
  const realNow = RealDate.now;
  // Opened once: it must also be read when the process may open nothing more.
  const opened = openSync(file, 'r');
  const bytes = Buffer.alloc(20);
  const read = () => Number(bytes.toString('latin1', 0, readSync(opened, bytes, 0, bytes.length, 0)));
  let step = read();
  setInterval(() => (step = read()), LOOK_EVERY_MS).unref();
  const now = () => realNow() + step;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
}

function plant(/** @type {readonly { file: string, search: string, replacement: string }[]} */ bugs) {
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      const here = bugs.filter(({ file }) => url.endsWith(`/${file}`));
      if (here.length === 0) return loaded;
      let source = String(loaded.source);
      for (const { file, search, replacement } of here) {
        const pieces = source.split(search);
        if (pieces.length !== 2) throw new Error(`${file} has ${pieces.length - 1} of: ${search}`);
        source = pieces.join(replacement);
      }
      return { ...loaded, source };
    },
  });
}
