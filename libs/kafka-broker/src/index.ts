export { KafkaMissing, whyKafkaIsMissing } from './home.js';
export { startKafka, type KafkaCluster, type KafkaOptions } from './cluster.js';
export { freePorts } from './ports.js';
