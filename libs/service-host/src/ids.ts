/** Ids alone, without Nest: for what runs in a thread of its own. */
export { fromId } from './ids/wire-id.js';
