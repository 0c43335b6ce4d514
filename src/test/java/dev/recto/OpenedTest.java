package dev.recto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenedTest {
    private final List<String> closed = new ArrayList<>();

    @Test
    void parts_whenClosed_closeInReverseOrderOfOpeningAndOnce() {
        var opened = new Opened("the house");
        opened.hold(() -> closed.add("cellar"));
        opened.hold(() -> closed.add("roof"));

        opened.close();
        opened.close();

        assertThat(closed).containsExactly("roof", "cellar");
    }

    @Test
    void parts_ofWhichSomeFail_areClosedAllAndEveryFailureIsTold() {
        var opened = new Opened("the house");
        opened.hold(() -> closed.add("cellar"));
        opened.hold(() -> {
            throw new IOException("the stairs creak");
        });
        opened.hold(() -> {
            throw new IOException("the roof leaks");
        });

        assertThatThrownBy(opened::close)
                .hasMessage("Closing the house failed: the roof leaks")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("the stairs creak"));
        assertThat(closed).containsExactly("cellar");
    }
}
