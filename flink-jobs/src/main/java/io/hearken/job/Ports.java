package io.hearken.job;

import io.hearken.stream.Hypothesis;
import io.hearken.stream.Rejected;
import io.hearken.wire.Arrival;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;

/**
 * Where a job's records come from and go to.
 *
 * @param audio what microphones send, and records that cannot be used
 * @param hypotheses takes every revision, finals among them
 * @param transcripts takes finals only
 * @param rejected takes what could not be used
 */
public record Ports(
        Source<Arrival, ?, ?> audio,
        Sink<Hypothesis> hypotheses,
        Sink<Hypothesis> transcripts,
        Sink<Rejected> rejected) {}
