package dev.recto.serve;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The id of one request: the client's own {@code X-Request-Id} where it is a plain word, or else a fresh one. */
public final class RequestId {
    /** The header it comes and goes in. */
    public static final String HEADER = "X-Request-Id";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int BYTES = 8;

    private RequestId() {}

    /** Returns the id of a request with this header. */
    public static String of(@Nullable String header) {
        return header != null && PLAIN.matcher(header).matches() ? header : fresh();
    }

    private static String fresh() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return "r_" + HexFormat.of().formatHex(random);
    }
}
