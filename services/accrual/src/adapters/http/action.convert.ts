import type { Language } from '@loyalty/programme';
import type { ActionAnswer } from '../../application/actions/record-action.js';
import type { Programmes } from '../../application/programmes.js';
import { earnedBody } from './purchase.convert.js';

export function actionBody({ recorded, repeated }: ActionAnswer, programmes: Programmes, language: Language) {
  const { report, source, externalId, action, account, outcome, released } = recorded;
  return {
    action: { id: report, source, externalId, action },
    // Nothing was paid.
    ...earnedBody({ ...recorded, payments: [], currency: '' }, { account, outcome, programmes, language }),
    released: released.map(({ lot, points }) => ({ lot, points: Number(points) })),
    repeated,
  };
}
