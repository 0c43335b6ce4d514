package dev.recto.answer.grounding;

import java.util.BitSet;

/** A text's letters and digits alone, and where words begin and end in them. Not changed once made. */
final class Squeezed {
    /** Letters and digits from which copied words are a statement: shorter ones stand in other words and sentences by chance. Chosen. */
    private static final int LEAST_COPIED = 12;

    private final String text;
    private final BitSet edges;

    private Squeezed(String text, BitSet edges) {
        this.text = text;
        this.edges = edges;
    }

    /** Squeezes folded texts, one after the other. */
    static Squeezed of(String... folded) {
        var kept = new StringBuilder();
        var edges = new BitSet();
        for (String one : folded) {
            squeeze(one, kept, edges);
        }
        return new Squeezed(kept.toString(), edges);
    }

    private static void squeeze(String folded, StringBuilder kept, BitSet edges) {
        edges.set(kept.length());
        for (int i = 0; i < folded.length(); ) {
            int point = folded.codePointAt(i);
            int next = i + Character.charCount(point);
            if (Character.isLetterOrDigit(point)) {
                if (Character.isIdeographic(point)) {
                    edges.set(kept.length());
                }
                kept.appendCodePoint(point);
                if (Character.isIdeographic(point)) {
                    edges.set(kept.length());
                }
            } else if (!insideNumber(folded, i, next)) {
                edges.set(kept.length());
            }
            i = next;
        }
        edges.set(kept.length());
    }

    private static boolean insideNumber(String folded, int at, int next) {
        char mark = folded.charAt(at);
        return (mark == ',' || mark == '.')
                && at > 0
                && next < folded.length()
                && Character.isDigit(folded.charAt(at - 1))
                && Character.isDigit(folded.charAt(next));
    }

    /** Returns whether there are no letters and digits. */
    boolean isEmpty() {
        return text.isEmpty();
    }

    /** Returns whether another's letters and digits stand in this one, wherever. */
    boolean contains(Squeezed other) {
        return text.contains(other.text);
    }

    /** Returns whether another stands in this one in whole words, and is long enough to say something. */
    boolean says(Squeezed other) {
        if (other.text.length() < LEAST_COPIED) {
            return false;
        }
        for (int at = text.indexOf(other.text); at >= 0; at = text.indexOf(other.text, at + 1)) {
            if (edges.get(at) && edges.get(at + other.text.length())) {
                return true;
            }
        }
        return false;
    }
}
