import { parseProgramme, type Programme } from '@loyalty/programme';
import type { Logger } from '@loyalty/service-host';
import type { ProgrammeDocument } from '../between/accrual.js';
import type { NewestProgramme } from '../between/rewards.js';
import type { Teardown } from '../teardown.js';

const REFRESH_MS = 1_000;

export interface FollowedProgrammes {
  readonly list: () => readonly Programme[];
  readonly latest: (id: string) => NewestProgramme | undefined;
}

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
export async function followProgrammes({ ask, logger, teardown }: Following): Promise<FollowedProgrammes> {
  const read = new Map<string, { readonly version: bigint; readonly programme: Programme }>();
  const refresh = async () => (programmes = (await ask()).map((each) => readOnce(each, read)));
  let programmes: readonly Programme[] = [];
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
  return {
    list: () => programmes,
    latest(id) {
      const known = read.get(id);
      return known && { programme: known.programme, version: Number(known.version) };
    },
  };
}

function readOnce(
  { id, version, document }: ProgrammeDocument,
  read: Map<string, { readonly version: bigint; readonly programme: Programme }>,
): Programme {
  const known = read.get(id);
  if (known?.version === version) return known.programme;
  const parsed = parseProgramme(document);
  if (!parsed.ok) throw new Error(`version ${version} of the programme ${id} cannot be read by this version`);
  read.set(id, { version, programme: parsed.programme });
  return parsed.programme;
}
