export type * from './programme-events.js';
export * from './programme-events.codec.js';
export type * from './purchase-events.js';
export * from './purchase-events.codec.js';
export type * from './return-events.js';
export * from './return-events.codec.js';
export type * from './values.js';
export * from './services.js';
