/** How many commands of all batches together may be on their way into the store; who wants more waits in line. */
export class Slots {
  private readonly waiting: { readonly count: number; readonly go: () => void }[] = [];

  constructor(private free: number) {}

  async take(count: number): Promise<void> {
    if (this.waiting.length === 0 && this.free > 0) {
      // A group larger than what is free may overdraw: it will all come back.
      this.free -= count;
      return;
    }
    await new Promise<void>((go) => this.waiting.push({ count, go }));
  }

  /** One command is done, whatever became of it. */
  giveBack(): void {
    this.free += 1;
    while (this.free > 0) {
      const next = this.waiting.shift();
      if (!next) return;
      this.free -= next.count;
      next.go();
    }
  }
}
