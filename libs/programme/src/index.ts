export type * from './evaluation.js';
export type * from './purchase.js';
