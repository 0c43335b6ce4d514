package dev.recto.index;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * Keeps numbers and identifiers whole and adds their parts, so that {@code 10-K}, {@code amd_2022_10k.pdf} and {@code 1,250.00} are found by the
 * whole and by what a person would type of it.
 *
 * <p>A number loses its thousands separators; one that ends in zeros after the point is added without them. A word with
 * underscores, or with points or colons between letters, is added in parts. The text must have been through {@link TextFolding}.
 */
final class IdentifierFilter extends TokenFilter {
    private static final int MOST_PARTS = 16;

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute position = addAttribute(PositionIncrementAttribute.class);
    private final Queue<String> pending = new ArrayDeque<>();

    IdentifierFilter(TokenStream input) {
        super(input);
    }

    @Override
    public boolean incrementToken() throws IOException {
        String part = pending.poll();
        if (part != null) {
            term.setEmpty().append(part);
            position.setPositionIncrement(0);
            return true;
        }
        if (!input.incrementToken()) {
            return false;
        }
        if (mayHaveParts()) {
            expand(term.toString());
        }
        return true;
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        pending.clear();
    }

    private boolean mayHaveParts() {
        for (int i = 0; i < term.length(); i++) {
            char c = term.charAt(i);
            if (c == '.' || c == ',' || c == '_' || c == ':') {
                return true;
            }
        }
        return false;
    }

    private void expand(String word) {
        if (isNumber(word)) {
            String number = word.replace(",", "");
            term.setEmpty().append(number);
            int point = number.indexOf('.');
            if (point > 0 && number.chars().skip(point + 1L).allMatch(c -> c == '0')) {
                pending.add(number.substring(0, point));
            }
            return;
        }
        int underscore = word.indexOf('_');
        if (underscore >= 0 && underscore == word.lastIndexOf('_')) {
            pending.add(word.replace("_", ""));
        }
        for (String part : word.split("_|(?<=\\p{L})[.:](?=\\p{L})", MOST_PARTS)) {
            if (!part.isEmpty() && part.length() < word.length()) {
                pending.add(part);
            }
        }
    }

    private static boolean isNumber(String word) {
        return word.chars().allMatch(c -> Character.isDigit(c) || c == '.' || c == ',');
    }
}
