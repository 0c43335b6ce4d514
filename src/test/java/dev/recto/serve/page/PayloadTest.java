package dev.recto.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whether there is something to withstand: the attempts that {@link HostileContentIT} makes. */
class PayloadTest {
    private final List<Payload> all = Payload.all();

    @Test
    void all_overEveryWayIn_areOneHundredAndFiftyOrMoreDifferentTexts() {
        assertThat(all).hasSizeGreaterThanOrEqualTo(150);
        assertThat(all.stream().map(Payload::text).distinct()).hasSizeGreaterThanOrEqualTo(150);
        assertThat(all.stream().collect(Collectors.groupingBy(Payload::way, Collectors.counting())))
                .hasSameSizeAs(Payload.Way.values())
                .allSatisfy((way, count) -> assertThat(count).isGreaterThanOrEqualTo(25));
    }

    @Test
    void text_ofEveryPayload_callsOrLeavesByItsOwnNumber() {
        assertThat(all)
                .allMatch(payload -> payload.text().contains("pwned(" + payload.number() + ")")
                        || payload.text().contains(Payload.ELSEWHERE)
                        || payload.text().contains("base64"))
                .noneMatch(payload ->
                        payload.text().contains("RUN") || payload.text().contains("AWAY"));
    }

    @Test
    void document_ofEveryPayload_holdsTheWordOfItsQuestion() {
        assertThat(all).allMatch(payload -> payload.document().contains(payload.word() + " "));
        assertThat(all).allMatch(payload -> payload.question().contains(payload.word() + " "));
    }
}
