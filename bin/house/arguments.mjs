import { parseArgs } from 'node:util';

/**
 * The arguments of a command that this clone is worked with, as Node's `parseArgs` reads them. `--help` prints the usage
 * and ends with 0; what the command does not take is said in one sentence before the usage, and ends with 2. Nothing has
 * begun by then. `whole` and `positive` read a number out of an option's text, or refuse it in the same way.
 *
 * @template {NonNullable<import('node:util').ParseArgsConfig['options']>} O
 * @param {string} usage
 * @param {{ options: O, allowPositionals?: boolean }} takes
 */
export function readArguments(usage, { options, allowPositionals = false }) {
  /** @param {string} why @returns {never} */
  const refuse = (why) => {
    process.stderr.write(`${why}\nusage: ${usage}\n`);
    process.exit(2);
  };
  const { values, positionals } = parsed();
  if (values.help) {
    process.stdout.write(`usage: ${usage}\n`);
    process.exit(0);
  }

  /** @param {keyof O & string} name @param {string} takes @param {(number: number) => boolean} isGood */
  const number = (name, takes, isGood) => {
    const text = String(values[name]);
    const found = text.trim() === '' ? Number.NaN : Number(text);
    return isGood(found) ? found : refuse(`--${name} takes ${takes}, not ${text}`);
  };
  return {
    values,
    positionals,
    refuse,
    /** @param {keyof O & string} name */
    whole: (name, least = 1) =>
      number(name, `a whole number from ${least} on`, (found) => Number.isSafeInteger(found) && found >= least),
    /** @param {keyof O & string} name */
    positive: (name) => number(name, 'a number above 0', (found) => Number.isFinite(found) && found > 0),
  };

  function parsed() {
    try {
      return parseArgs({ allowPositionals, options: { ...options, help: { type: 'boolean', short: 'h' } } });
    } catch (error) {
      // Node's first sentence names the argument, the next is advice on something else; any other error is a bug of ours.
      if (!(error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')))
        throw error;
      return refuse(String(error.message.split('. ')[0]));
    }
  }
}
