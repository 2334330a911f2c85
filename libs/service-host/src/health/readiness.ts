/** What one part of the process says of itself. */
export interface ReadinessCheck {
  readonly name: string;
  /** Undefined when it is ready; otherwise why not, in words for an operator. */
  check(): Promise<string | undefined>;
}

export interface ReadinessReport {
  readonly ready: boolean;
  /** `ok`, or why not, by the name of the check. */
  readonly checks: Readonly<Record<string, string>>;
}

const CHECK_MS_MAX = 2_000;

/** The parts that must be up before this process is sent requests. */
export class Readiness {
  private readonly checks: ReadinessCheck[] = [];

  register(check: ReadinessCheck): void {
    this.checks.push(check);
  }

  async report(): Promise<ReadinessReport> {
    const answers = await Promise.all(this.checks.map(async (check) => [check.name, await askWithin(check)] as const));
    return {
      ready: answers.every(([, reason]) => reason === undefined),
      checks: Object.fromEntries(answers.map(([name, reason]) => [name, reason ?? 'ok'])),
    };
  }
}

/** A check that hangs is a part that is not ready; one that throws is too, without its message leaving the house. */
async function askWithin(check: ReadinessCheck): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${CHECK_MS_MAX} ms`), CHECK_MS_MAX);
  });
  try {
    return await Promise.race([check.check(), late]);
  } catch {
    return 'the check failed';
  } finally {
    clearTimeout(timer);
  }
}
