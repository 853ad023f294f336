/**
 * The whole stack in one process, for the demo and the tests: a real Kafka broker and a Flink
 * cluster.
 */
package io.hearken.embedded;
