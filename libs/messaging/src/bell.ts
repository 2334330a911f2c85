/** Something to wait at: who rings is heard also by the one who comes to wait just afterwards. */
export class Bell {
  #rung = false;
  #rouse: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#rouse?.();
  }

  /** Until it rings, or so long has passed. */
  wait(milliseconds?: number): Promise<void> {
    if (this.#rung) {
      this.#rung = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const timer = milliseconds === undefined ? undefined : setTimeout(() => this.#rouse?.(), milliseconds);
      this.#rouse = () => {
        clearTimeout(timer);
        this.#rouse = undefined;
        this.#rung = false;
        resolve();
      };
    });
  }
}
