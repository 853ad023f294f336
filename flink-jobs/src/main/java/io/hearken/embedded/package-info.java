/**
 * The whole stack in one process, for the demo and the tests: a real Kafka broker to start with.
 */
package io.hearken.embedded;
