/** The word under which the purchases of an identity that nobody has yet wait for their owner. */
export function strangerTag(stranger: string): string {
  return `stranger|${stranger}`;
}
