/**
 * What a use case needs of its host: ids, instants, fingerprints, counters and what an outage is. An entry of its own, since
 * the other one brings Nest, Fastify and gRPC with it: two thousand modules, which a use case and its spec never touch.
 */
export { describeFound, type FieldError, pointerTo } from './errors/field-error.js';
export { outageProblem } from './errors/outage.js';
export { canonicalJson } from './fingerprint/canonical-json.js';
export { fingerprinter } from './fingerprint/fingerprint.js';
export { hmacSha256 } from './fingerprint/hmac.js';
export { newUuid } from './ids/uuid.js';
export { fromId, toId } from './ids/wire-id.js';
export { counter, gauge, histogram, metricsRegistry, reading } from './metrics/metrics.js';
export { ServiceUnavailable } from './rpc/service-unavailable.js';
export { isDuration } from './time/duration.js';
export { formatInstant, parseInstant } from './time/instant.js';
