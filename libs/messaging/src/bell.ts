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
