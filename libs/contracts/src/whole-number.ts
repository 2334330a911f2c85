/** Whole numbers are JSON integers in the log; beyond 2^53 − 1 they would no longer be exact, so nothing may get there. */
export function toJsonInteger(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is too large to be written exactly`);
  return number;
}

/** T as it lies in the log: every bigint a JSON integer. */
export type Stored<T> = T extends bigint
  ? number
  : T extends readonly (infer Item)[]
    ? readonly Stored<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Stored<T[Key]> }
      : T;
