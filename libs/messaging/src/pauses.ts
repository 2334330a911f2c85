/** Pauses that grow from failure to failure, up to a bound, and begin anew with the first success. */
export class Pauses {
  #failures = 0;

  constructor(private readonly bounds: { readonly firstMs: number; readonly mostMs: number }) {}

  nextMs(): number {
    const pause = Math.min(this.bounds.firstMs * 2 ** this.#failures, this.bounds.mostMs);
    this.#failures += 1;
    return pause;
  }

  succeeded(): void {
    this.#failures = 0;
  }
}
