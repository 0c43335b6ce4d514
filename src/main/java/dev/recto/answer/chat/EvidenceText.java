package dev.recto.answer.chat;

import dev.recto.document.PartKind;
import dev.recto.document.Passage;
import dev.recto.index.FoundPassage;
import dev.recto.retrieve.ScoredPassage;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/**
 * Evidence as a prompt has it: numbered passages, best first, between two lines with a mark that is drawn anew for each request, so
 * that no document can know it and write an end of its own.
 *
 * <p>Passages go in whole while they fit; of the first that does not, the leading sentences that do, and then no more. So the order
 * is the evidence's own, the best passage is left out for another only where not even a sentence of it fits, and no sentence is cut.
 *
 * @param text what stands for {@code {{evidence}}}
 * @param boundary the mark
 * @param passages those that went in, in order; number n in the prompt is entry n − 1
 * @param read how many of those ranked need not be packed again: whole ones, and at the head those that never fit; at least 1 where any were
 */
public record EvidenceText(String text, String boundary, List<ScoredPassage> passages, int read) {
    /**
     * Characters that no reader sees and a model reads: formats (zero width, bidirectional, tags), variation selectors, private use
     * and controls. The readers take them out too; names of files and what was read by others do not pass there.
     */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cf}\\p{Co}\\p{Cs}\\x{FE00}-\\x{FE0F}\\x{E0100}-\\x{E01EF}\\p{Cc}&&[^\\n\\t]]");

    private static final int BOUNDARY_BYTES = 8;
    private static final int LONGEST_NAME = 200;

    /** Tokens by which one mark or number may cost more than another, and pieces counted apart less than joined. */
    private static final int MARGIN = 16;

    public EvidenceText {
        passages = List.copyOf(passages);
    }

    /**
     * Packs passages into a budget.
     *
     * @param ranked best first
     * @param budget most tokens of the whole text
     * @param tokens counts a text's tokens
     */
    public static EvidenceText pack(List<ScoredPassage> ranked, int budget, ToIntFunction<String> tokens) {
        String boundary = newBoundary();
        String begin = begin(boundary);
        String end = end(boundary);
        int left = budget - tokens.applyAsInt(begin) - tokens.applyAsInt(end) - 1;
        var text = new StringBuilder(begin);
        var passages = new ArrayList<ScoredPassage>();
        int read = 0;
        for (ScoredPassage scored : ranked) {
            String head = head(passages.size() + 1, scored.found());
            String whole = head + visible(scored.found().passage().text()).strip() + "\n\n";
            int cost = tokens.applyAsInt(whole) + 1; // pieces counted apart may cost a token less than joined
            boolean fits = cost <= left;
            String piece = fits ? whole : leading(head, scored.found().passage(), left, tokens);
            if (!piece.isEmpty()) {
                text.append(piece);
                passages.add(scored);
                left -= cost;
            }
            boolean never = piece.isEmpty() && passages.isEmpty();
            if (!fits && !never) {
                break;
            }
            read++;
        }
        return new EvidenceText(
                text.append(end).toString(), boundary, passages, Math.min(ranked.size(), Math.max(1, read)));
    }

    /** Returns the tokens of a prompt's evidence that holds one passage whole. */
    static int cost(FoundPassage found, ToIntFunction<String> tokens) {
        String boundary = "0123456789abcdef";
        String whole = head(1, found) + visible(found.passage().text()).strip() + "\n\n";
        return tokens.applyAsInt(begin(boundary))
                + tokens.applyAsInt(end(boundary))
                + tokens.applyAsInt(whole)
                + MARGIN;
    }

    /** Draws a mark. */
    static String newBoundary() {
        byte[] random = new byte[BOUNDARY_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Returns the line before what stands between marks, with its end. */
    static String begin(String boundary) {
        return "=== " + boundary + " passages begin ===\n";
    }

    /** Returns the line after it. */
    static String end(String boundary) {
        return "=== " + boundary + " passages end ===";
    }

    /** Returns whether a sentence is nothing but what the prompt itself says: its mark, or what stands above a passage. */
    boolean echoed(String sentence) {
        String bare = sentence.replaceFirst("[:：]\\s*$", "").strip();
        return sentence.contains(boundary)
                || passages.stream().map(ScoredPassage::found).anyMatch(found -> {
                    String head = head(1, found).lines().findFirst().orElse("");
                    return bare.equals(visible(found.document().name())) || head.equals("[1] " + bare + ":");
                });
    }

    /** Returns the text without what no reader sees. */
    public static String visible(String text) {
        return INVISIBLE.matcher(text).replaceAll("");
    }

    private static String head(int number, FoundPassage found) {
        String name = visible(found.document().name()).replaceAll("\\s+", " ");
        var head = new StringBuilder("[" + number + "] ").append(name, 0, Math.min(name.length(), LONGEST_NAME));
        if (found.partKind() == PartKind.PAGE) {
            head.append(", p. ").append(found.passage().span().part());
        }
        String section =
                visible(String.join(" › ", found.passage().headingPath())).replaceAll("\\s+", " ");
        if (!section.isEmpty()) {
            head.append(", ").append(section, 0, Math.min(section.length(), LONGEST_NAME));
        }
        String table = found.passage().tableHeader();
        return head.append(":\n")
                .append(table == null ? "" : visible(table) + "\n")
                .toString();
    }

    /** Returns the passage's sentences from the first as far as they fit, or nothing where none does. */
    private static String leading(String head, Passage passage, int left, ToIntFunction<String> tokens) {
        int from = passage.span().range().start();
        String fitting = "";
        for (int i = 0; i < passage.sentences().size(); i++) {
            String text = passage.text().substring(0, passage.sentences().get(i).end() - from);
            String piece = head + visible(text).strip() + "\n\n";
            if (tokens.applyAsInt(piece) + 1 > left) {
                break;
            }
            fitting = piece;
        }
        return fitting;
    }
}
