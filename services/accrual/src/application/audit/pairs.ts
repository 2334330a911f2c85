/**
 * What must be there because of something, and what is there. In a commit either may stand first, and in another shard;
 * within one stream of each the order is the same, so that what bears one name is paired in order.
 */
export class Pairs<Cause, Found> {
  private readonly causes = new Map<string, Cause[]>();
  private readonly found = new Map<string, Found[]>();

  /** `fits` says whether the two belong together; a cause that led to nothing is passed over. */
  constructor(
    private readonly check: (cause: Cause, found: Found) => 'paired' | 'led-to-nothing',
    private readonly left: { cause(cause: Cause): void; found(found: Found): void },
  ) {}

  expect(name: string, cause: Cause): void {
    const found = this.found.get(name);
    const first = found?.[0];
    if (!found || first === undefined) return void push(this.causes, name, cause);
    if (this.check(cause, first) === 'paired') shift(this.found, name);
  }

  find(name: string, found: Found): void {
    for (;;) {
      const cause = this.causes.get(name)?.[0];
      if (cause === undefined) return void push(this.found, name, found);
      shift(this.causes, name);
      if (this.check(cause, found) === 'paired') return;
    }
  }

  /** The commits of an instant are all there: what has found nothing to be paired with never will. */
  settle(): void {
    if (this.causes.size > 0) {
      for (const causes of this.causes.values()) for (const cause of causes) this.left.cause(cause);
      this.causes.clear();
    }
    if (this.found.size === 0) return;
    for (const list of this.found.values()) for (const each of list) this.left.found(each);
    this.found.clear();
  }
}

function push<Value>(lists: Map<string, Value[]>, name: string, value: Value): void {
  const list = lists.get(name);
  if (list) list.push(value);
  else lists.set(name, [value]);
}

function shift<Value>(lists: Map<string, Value[]>, name: string): void {
  const list = lists.get(name);
  list?.shift();
  if (list?.length === 0) lists.delete(name);
}
