/** Something to wait at: who rings is heard also by the one who comes to wait just afterwards. */
export class Bell {
  #rung = false;
  #rouse: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#rouse?.();
  }

  /** Until it rings, or so long has passed; says whether it rang. */
  async wait(milliseconds?: number): Promise<boolean> {
    if (!this.#rung) await this.#nextRing(milliseconds);
    const rang = this.#rung;
    this.#rung = false;
    return rang;
  }

  /**
   * The whole time, whoever rings, unless it is over meanwhile. Not by the time of day: a clock that steps back would make
   * hours of it.
   */
  async rest(milliseconds: number, isOver: () => boolean): Promise<void> {
    const until = performance.now() + milliseconds;
    for (let left = milliseconds; left > 0 && !isOver(); left = until - performance.now()) await this.wait(left);
  }

  #nextRing(milliseconds: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      const timer = milliseconds === undefined ? undefined : setTimeout(() => this.#rouse?.(), milliseconds);
      this.#rouse = () => {
        clearTimeout(timer);
        this.#rouse = undefined;
        resolve();
      };
    });
  }
}
