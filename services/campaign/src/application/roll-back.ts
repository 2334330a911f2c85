import type { Step } from '../domain/proposal.js';
import { type ChangeAnswer, changeProgramme } from './change-programme.js';
import type { CampaignPorts } from './ports.js';
import { programmeLog } from './programme-facts.js';

export interface RollBack {
  readonly id: string;
  readonly to: number;
  readonly tests?: string | undefined;
  readonly step: Step;
}

/** A new version with the text of an old one, on the same way as any other change. */
export async function rollBack(
  { id, to, tests, step }: RollBack,
  ports: CampaignPorts,
): Promise<ChangeAnswer | { readonly refused: 'version_not_found'; readonly newest: number }> {
  const { versions } = await programmeLog(ports.store, id);
  const old = versions.find(({ version }) => version === to);
  if (!old) return { refused: 'version_not_found', newest: versions.length };
  return changeProgramme({ id, document: old.document, tests, step, rollbackTo: to }, ports);
}
