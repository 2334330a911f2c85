import kafkajs from 'kafkajs';

/** kafkajs as it comes, and a producer that is not idempotent. @param {readonly string[]} brokers */
export function bareKafka(brokers) {
  const { Kafka, Partitioners, logLevel } = kafkajs;
  const kafka = new Kafka({ brokers: [...brokers], clientId: 'bare', logLevel: logLevel.NOTHING });
  return { kafka, producer: kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner }) };
}
