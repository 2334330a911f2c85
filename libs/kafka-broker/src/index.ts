export { KafkaMissing, whyKafkaIsMissing } from './home.js';
export { startKafka, newClusterId, type KafkaOptions, type KafkaProcesses } from './from-jars.js';
export { nodeFailed, startNodes, type KafkaCluster, type RunningNode } from './cluster.js';
export { asFile, JVM, ownProperties, propertiesOf, type Node, type PropertiesOfNodes } from './properties.js';
export { freePorts, planNodes } from './ports.js';
