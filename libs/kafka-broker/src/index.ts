export { KafkaMissing, kafkaIsHere } from './home.js';
export { startKafka, type KafkaCluster, type KafkaOptions } from './cluster.js';
