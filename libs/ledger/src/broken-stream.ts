/** We were wrong: the stream says what cannot be, as moving points that are not there. Nothing of it may be committed. */
export class BrokenStream extends Error {
  override readonly name = 'BrokenStream';

  constructor(
    readonly problem: string,
    readonly movement: object,
    readonly found?: bigint,
  ) {
    super(`The stream ${problem}: ${describe(movement)}${found === undefined ? '' : `, found ${found}`}`);
  }
}

function describe(movement: object): string {
  return JSON.stringify(movement, (_key, value: unknown) => (typeof value === 'bigint' ? Number(value) : value));
}
