package dev.recto.serve.mcp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * MCP over standard input and output: a message a line, each answered before the next is read, so that a client that closes its
 * end still gets every answer.
 */
public final class McpLines {
    /** Longest line, in bytes: what an HTTP body may have too. */
    private static final int LONGEST = 4 << 20;

    private final InputStream in;
    private final PrintStream out;

    public McpLines(InputStream in, PrintStream out) {
        this.in = new BufferedInputStream(in);
        this.out = out;
    }

    /**
     * Answers messages until the input ends.
     *
     * @param answers gives the answer to a message, or null where it wants none
     * @throws IOException if the input fails, or a line is too long
     */
    public void serve(Answers answers) throws IOException {
        for (String line = line(); line != null; line = line()) {
            if (line.isBlank()) {
                continue;
            }
            String answer = answers.to(line);
            if (answer != null) {
                out.print(answer + "\n");
                out.flush();
            }
        }
    }

    private @Nullable String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
            }
            if (line.size() == LONGEST) {
                throw new IOException("A message is longer than " + LONGEST + " bytes.");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** Gives the answer to each message. */
    @FunctionalInterface
    public interface Answers {
        /** Returns the answer, or null where the message wants none. */
        @Nullable
        String to(String message) throws IOException;
    }
}
