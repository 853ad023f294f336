package io.hearken.job;

import io.hearken.operator.CodecTypeInfo;
import io.hearken.stream.AudioChunk;
import io.hearken.stream.AudioChunkCodec;
import io.hearken.stream.FeatureFrames;
import io.hearken.stream.FeatureFramesCodec;
import io.hearken.stream.Hypothesis;
import io.hearken.stream.HypothesisCodec;
import io.hearken.stream.Rejected;
import io.hearken.stream.RejectedCodec;
import io.hearken.wire.Arrival;
import io.hearken.wire.ArrivalCodec;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** How Flink writes each kind of record that flows through the job. */
final class RecordTypes {
    static final TypeInformation<Arrival> ARRIVAL =
            new CodecTypeInfo<>(Arrival.class, new ArrivalCodec());
    static final TypeInformation<AudioChunk> CHUNK =
            new CodecTypeInfo<>(AudioChunk.class, new AudioChunkCodec());
    static final TypeInformation<FeatureFrames> FRAMES =
            new CodecTypeInfo<>(FeatureFrames.class, new FeatureFramesCodec());
    static final TypeInformation<Hypothesis> HYPOTHESIS =
            new CodecTypeInfo<>(Hypothesis.class, new HypothesisCodec());
    static final TypeInformation<Rejected> REJECTED =
            new CodecTypeInfo<>(Rejected.class, new RejectedCodec());

    private RecordTypes() {}
}
