const PAUSE_MS = 100;

/** Tries again until it works, until it fails for a reason that waiting does not cure, or until so long has passed. */
export async function patiently<Result>(
  patienceMs: number,
  work: () => Promise<Result>,
  isCurable: (error: unknown) => boolean = () => true,
): Promise<Result> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isCurable(error) || performance.now() >= deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
