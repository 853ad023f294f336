package io.hearken.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitOptionsTest {
    @Test
    void whatGoesWithoutSayingIsTheUsual() {
        assertThat(JobSettings.of().limits()).isEqualTo(Limits.USUAL);
    }

    @Test
    void everyLimitIsASetting() {
        assertThat(
                        JobSettings.of(
                                        "--max-chunk-bytes=500kb",
                                        "--max-ahead=20s",
                                        "--max-streams=7",
                                        "--max-tenant-streams=0")
                                .limits())
                .isEqualTo(new Limits(500 << 10, Duration.ofSeconds(20), 7, 0));
        assertThat(JobSettings.help())
                .contains("--max-chunk-bytes", "--max-ahead", "--max-streams")
                .contains("--max-tenant-streams");
    }

    @ParameterizedTest
    @CsvSource({
        "--max-chunk-bytes=3gb, '''3gb'' is no size: write it like 500kb or 4mb, below 2gb'",
        "--max-chunk-bytes=much, '''much'' is no size'",
        "--max-chunk-bytes=0, 'most bytes of a chunk must be positive, got 0'",
        "--max-streams=-1, 'most streams must be 0 or more, got -1'",
        "--max-tenant-streams=-1, 'most streams of a tenant must be 0 or more, got -1'"
    })
    void aWrongLimitSaysWhatWouldBeRight(String argument, String message) {
        assertThatThrownBy(() -> JobSettings.of(argument).limits())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
