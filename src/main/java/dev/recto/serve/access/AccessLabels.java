package dev.recto.serve.access;

import java.util.Collection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What access labels may look like, whether a key holds them or a document asks for them. */
public final class AccessLabels {
    /** Most labels of one key or document. */
    public static final int MOST = 64;

    /** What one label is made of, for messages. */
    public static final String SHAPE = "each 1 to 64 letters, digits, '_', '.', ':', '@' and '-'";

    private static final Pattern LABEL = Pattern.compile("[\\p{L}\\p{M}\\p{N}_.:@-]{1,64}");

    private AccessLabels() {}

    /** Returns whether all of them are labels; null is none. */
    public static boolean wellFormed(Collection<? extends @Nullable String> labels) {
        return labels.stream()
                .allMatch(label -> label != null && LABEL.matcher(label).matches());
    }
}
