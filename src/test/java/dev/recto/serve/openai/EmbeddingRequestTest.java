package dev.recto.serve.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever an embedding request sets is honoured or refused by its name. */
class EmbeddingRequestTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void read_textAndList_giveInputsInOrder() throws Exception {
        assertThat(read("{'model': 'm', 'input': 'a'}").input()).containsExactly("a");
        EmbeddingRequest request =
                read("{'model': 'm', 'input': ['a', 'b'], 'encoding_format': 'base64', 'dimensions': 384}");
        assertThat(request.input()).containsExactly("a", "b");
        assertThat(request.base64()).isTrue();
        assertThat(request.dimensions()).isEqualTo(384);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'model': 'm'} | input | missing_required_parameter",
                "{'input': 'a'} | model | missing_required_parameter",
                "{'model': 'm', 'input': []} | input | invalid_value",
                "{'model': 'm', 'input': [1, 2]} | input[0] | unsupported_value",
                "{'model': 'm', 'input': [[1, 2]]} | input[0] | unsupported_value",
                "{'model': 'm', 'input': ['a', ' ']} | input[1] | invalid_type",
                "{'model': 'm', 'input': 'a', 'encoding_format': 'int8'} | encoding_format | invalid_value",
                "{'model': 'm', 'input': 'a', 'dimensions': 0} | dimensions | invalid_value",
                "{'model': 'm', 'input': 'a', 'user': 'u'} | user | unsupported_parameter",
                "{'model': 'm', 'input': 'a', 'x': 1} | x | unknown_parameter",
            })
    void read_whatIsNotHonoured_isRefusedByName(String body, String param, String code) {
        OpenAiException refusal = catchThrowableOfType(OpenAiException.class, () -> read(body));

        assertThat(refusal.body().at("/error/param").asText()).isEqualTo(param);
        assertThat(refusal.body().at("/error/code").asText()).isEqualTo(code);
    }

    @Test
    void read_textPastTheWindow_isRefusedAndNotCut() {
        String text = "word ".repeat(510 + 1);

        OpenAiException refusal =
                catchThrowableOfType(OpenAiException.class, () -> read("{'model': 'm', 'input': '" + text + "'}"));

        assertThat(refusal.body().at("/error/code").asText()).isEqualTo("context_length_exceeded");
    }

    private static EmbeddingRequest read(String body) throws Exception {
        return EmbeddingRequest.read(JSON.readTree(body.replace('\'', '"')), 510);
    }
}
