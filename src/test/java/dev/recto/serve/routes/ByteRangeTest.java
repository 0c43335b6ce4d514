package dev.recto.serve.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteRangeTest {
    @Test
    void range_insideTheFile_isTaken() {
        assertThat(ByteRange.of("bytes=0-4", 10)).contains(new ByteRange(0, 4));
        assertThat(ByteRange.of("bytes=4-", 10)).contains(new ByteRange(4, 9));
        assertThat(ByteRange.of("bytes=4-99", 10)).contains(new ByteRange(4, 9));
        assertThat(ByteRange.of("bytes=-3", 10)).contains(new ByteRange(7, 9));
        assertThat(ByteRange.of("bytes=-30", 10)).contains(new ByteRange(0, 9));
        assertThat(new ByteRange(4, 9).length()).isEqualTo(6);
        assertThat(new ByteRange(4, 9).header(10)).isEqualTo("bytes 4-9/10");
    }

    @Test
    void range_outsideTheFile_hasNothing() {
        for (String outside : new String[] {"bytes=10-", "bytes=10-12", "bytes=-0"}) {
            assertThat(ByteRange.of(outside, 10)).as(outside).contains(ByteRange.OUTSIDE);
        }
        assertThat(ByteRange.of("bytes=-5", 0)).contains(ByteRange.OUTSIDE);
        assertThat(ByteRange.OUTSIDE.satisfiable()).isFalse();
        assertThat(ByteRange.OUTSIDE.header(10)).isEqualTo("bytes */10");
    }

    @Test
    void range_thatSaysNothing_isAllOfTheFile() {
        for (String nothing : new String[] {"", "bytes=-", "bytes=5-4", "bytes=0-1,3-4", "lines=1-2", "bytes=a-b"}) {
            assertThat(ByteRange.of(nothing, 10)).as(nothing).isEmpty();
        }
        assertThat(ByteRange.of(null, 10)).isEmpty();
    }
}
