import { clawBack } from './bugs/claw-back.mjs';
import { issueAndFold } from './bugs/issue-and-fold.mjs';
import { orderAndDue } from './bugs/order-and-due.mjs';
import { moving } from './bugs/moving.mjs';
import { records } from './bugs/records.mjs';
import { spending } from './bugs/spending.mjs';

/**
 * Bugs that somebody could make. Each is one edit of one file of `src`: `search` stands there exactly once. A rule that
 * is added brings a bug with it.
 */
export const bugs = [...orderAndDue, ...spending, ...clawBack, ...issueAndFold, ...moving, ...records];
