import type { Logger } from '@loyalty/service-host';
import type { ProgrammeDocument } from '../between/accrual.js';
import type { Teardown } from '../teardown.js';
import { ProgrammeCopies } from './programme-copies.js';

const REFRESH_MS = 1_000;

interface Following {
  readonly ask: () => Promise<readonly ProgrammeDocument[]>;
  readonly logger: Logger;
  readonly teardown: Teardown;
}

/**
 * The programmes as accrual has them, asked for anew every second. While accrual is away they are as they were, so that
 * what was authorised can still be captured; readiness says that it is away.
 * @throws ServiceUnavailable while they were never known.
 */
export async function followProgrammes({ ask, logger, teardown }: Following): Promise<ProgrammeCopies> {
  const copies = new ProgrammeCopies();
  const refresh = async () => copies.take(await ask());
  await refresh();

  let timer: NodeJS.Timeout | undefined;
  let refreshing: Promise<unknown> = Promise.resolve();
  const later = (): void => {
    timer = setTimeout(() => {
      refreshing = refresh().catch((error: unknown) => logger.debug({ err: error }, 'the programmes are as they were'));
      void refreshing.then(() => timer && later());
    }, REFRESH_MS).unref();
  };
  later();
  teardown.add(async () => {
    clearTimeout(timer);
    timer = undefined;
    await refreshing;
  });
  return copies;
}
