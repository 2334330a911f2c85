import { copyFileSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What processes said is gone with their installation; of one that broke a promise it is kept. @param {string} home @returns {string} where */
export function keepLogs(home) {
  const kept = mkdtempSync(join(tmpdir(), 'loyalty-faults-logs-'));
  for (const name of readdirSync(home)) if (name.endsWith('.log')) copyFileSync(join(home, name), join(kept, name));
  return kept;
}
