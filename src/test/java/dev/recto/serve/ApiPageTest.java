package dev.recto.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** API.md lists the contract's routes as they are. */
class ApiPageTest {
    @Test
    void routes_ofThePage_areTheContracts() throws IOException {
        assertThat(Files.readString(ApiPage.FILE))
                .isEqualTo(ApiPage.written())
                .contains("`POST /api/v1/collections/{c}/ask`");
    }
}
