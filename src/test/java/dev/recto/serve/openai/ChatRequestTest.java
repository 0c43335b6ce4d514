package dev.recto.serve.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a chat request sets is honoured or refused by its name. */
class ChatRequestTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void read_questionAlone_givesDefaults() throws Exception {
        ChatRequest request = ChatRequest.read(request("{}"));

        assertThat(request.model()).isEqualTo("default");
        assertThat(request.messages().question()).isEqualTo("How long?");
        assertThat(request.stream()).isFalse();
        assertThat(request.maxTokens()).isNull();
        assertThat(request.stop()).isEmpty();
        assertThat(request.messages().unused()).isEmpty();
    }

    @Test
    void read_earlierMessages_areNamedAsUnused() throws Exception {
        ChatRequest request = ChatRequest.read(
                request(
                        "{'messages': [{'role': 'system', 'content': 'Be brief.'}, {'role': 'user', 'content': 'a'},"
                                + "{'role': 'assistant', 'content': 'b', 'refusal': null, 'annotations': []},"
                                + "{'role': 'user', 'content': [{'type': 'text', 'text': 'How'}, {'type': 'text', 'text': 'long?'}]}]}"));

        assertThat(request.messages().question()).isEqualTo("How\nlong?");
        assertThat(request.messages().unused())
                .containsExactly("messages[0] (system)", "messages[1] (user)", "messages[2] (assistant)");
    }

    @Test
    void read_whatChangesNothing_isAccepted() throws Exception {
        ChatRequest request = ChatRequest.read(
                request(
                        "{'temperature': 0.7, 'top_p': 1, 'seed': 42, 'n': 1, 'stop': ['x', 'y'],"
                                + "'max_tokens': 5, 'presence_penalty': 0, 'logprobs': false, 'tools': [], 'store': null,"
                                + "'response_format': {'type': 'text'}, 'stream': true, 'stream_options': {'include_usage': true}}"));

        assertThat(request.stop()).containsExactly("x", "y");
        assertThat(request.maxTokens()).isEqualTo(5);
        assertThat(request.includeUsage()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'n': 2} | n | unsupported_parameter",
                "{'temperature': 3} | temperature | invalid_value",
                "{'temperature': 'hot'} | temperature | invalid_value",
                "{'max_tokens': 0} | max_tokens | invalid_value",
                "{'max_tokens': 5, 'max_completion_tokens': 5} | max_tokens | invalid_value",
                "{'stop': ['a','b','c','d','e']} | stop | invalid_value",
                "{'stop': ''} | stop | invalid_value",
                "{'stream': 'yes'} | stream | invalid_type",
                "{'stream_options': {'include_usage': true}} | stream_options | invalid_value",
                "{'stream': true, 'stream_options': {'x': 1}} | stream_options.x | unknown_parameter",
                "{'presence_penalty': 1} | presence_penalty | unsupported_parameter",
                "{'logprobs': true} | logprobs | unsupported_parameter",
                "{'tools': [{}]} | tools | unsupported_parameter",
                "{'tool_choice': 'auto'} | tool_choice | unsupported_parameter",
                "{'response_format': {'type': 'json_object'}} | response_format | unsupported_parameter",
                "{'reasoning_effort': 'low'} | reasoning_effort | unsupported_parameter",
                "{'user': 'u'} | user | unsupported_parameter",
                "{'store': true} | store | unsupported_parameter",
                "{'frobnicate': 1} | frobnicate | unknown_parameter",
                "{'model': null} | model | missing_required_parameter",
                "{'model': 7} | model | invalid_type",
                "{'messages': []} | messages | invalid_type",
                "{'messages': null} | messages | missing_required_parameter",
                "{'messages': [{'role': 'assistant', 'content': 'x'}]} | messages[0] | invalid_value",
                "{'messages': [{'role': 'tool', 'content': 'x'}]} | messages[0].role | unsupported_value",
                "{'messages': [{'role': 'user', 'content': [{'type': 'image_url'}]}]} | messages[0].content | unsupported_value",
                "{'messages': [{'role': 'user', 'content': 'x', 'extra': 1}]} | messages[0].extra | unknown_parameter",
                "{'messages': ['x']} | messages[0] | invalid_type",
            })
    void read_whatIsNotHonoured_isRefusedByName(String fields, String param, String code) throws Exception {
        ObjectNode request = request(fields);

        OpenAiException refusal = catchThrowableOfType(OpenAiException.class, () -> ChatRequest.read(request));

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.body().at("/error/param").asText()).isEqualTo(param);
        assertThat(refusal.body().at("/error/code").asText()).isEqualTo(code);
        assertThat(refusal.body().at("/error/message").asText()).contains(param);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"x\""})
    void read_noObject_isRefused(String body) {
        OpenAiException refusal =
                catchThrowableOfType(OpenAiException.class, () -> ChatRequest.read(JSON.readTree(body)));

        assertThat(refusal.body().at("/error/param").asText()).isEqualTo("body");
    }

    /** Returns a small request with some fields set otherwise; quotes are written as apostrophes. */
    private static ObjectNode request(String fields) throws JsonProcessingException {
        ObjectNode request = (ObjectNode) JSON.readTree(
                "{\"model\": \"default\", \"messages\": [{\"role\": \"user\", \"content\": \"How long?\"}]}");
        request.setAll((ObjectNode) JSON.readTree(fields.replace('\'', '"')));
        return request;
    }
}
