/** What Node is given to run the sources as they are in a process or thread of its own, as Jest does in its own. */
export const RUN_SOURCE: readonly string[] = [
  '--conditions=@loyalty/source',
  '--import',
  new URL('../run-source.mjs', import.meta.url).href,
];
