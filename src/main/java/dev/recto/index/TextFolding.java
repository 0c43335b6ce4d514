package dev.recto.index;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;

/**
 * Writes words one way: case, width, accents, ligatures and Traditional characters are folded, so that however a word was typed it
 * matches.
 *
 * <p>Characters follow NFKD with the combining marks of European scripts removed, then NFC. Traditional characters become Simplified one
 * by one, by a table taken from ICU's {@code Traditional-Simplified} transform (a test compares them); the transform itself
 * takes 0.9 s to start.
 */
final class TextFolding {
    private static final String TABLE = "traditional-simplified.txt";
    private static final char FRACTION_SLASH = '\u2044';

    private final char[] simplified;

    TextFolding() {
        simplified = new char[Character.MAX_VALUE + 1];
        for (int c = 0; c < simplified.length; c++) {
            simplified[c] = (char) c;
        }
        String pairs = table().replace("\n", "");
        for (int i = 0; i + 1 < pairs.length(); i += 2) {
            simplified[pairs.charAt(i)] = pairs.charAt(i + 1);
        }
    }

    /** Returns the text as it is indexed and asked for; linear in its length. */
    String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length() + 16);
        String plain = isAscii(text) ? text : decomposed(text);
        for (int i = 0; i < plain.length(); i++) {
            char c = simplified[plain.charAt(i)];
            boolean joins = isHyphen(c) && joinsIdentifier(plain, i);
            folded.append(joins ? '_' : c);
        }
        return folded.toString().toLowerCase(Locale.ROOT);
    }

    private static String decomposed(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        String spaced = Normalizer.normalize(spaceFractions(text), Normalizer.Form.NFKD);
        for (int i = 0; i < spaced.length(); i++) {
            char c = spaced.charAt(i);
            if (c == FRACTION_SLASH) {
                kept.append('/');
            } else if (c == '\u2019' || c == '\u02BC') {
                kept.append('\'');
            } else if (!isMark(c) && Character.getType(c) != Character.FORMAT) {
                kept.append(c);
            }
        }
        return Normalizer.normalize(kept, Normalizer.Form.NFC);
    }

    /** Keeps 6½ from becoming 61/2. */
    private static String spaceFractions(String text) {
        StringBuilder spaced = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c >= '\u00BC' && c <= '\u00BE') || (c >= '\u2150' && c <= '\u215E')) {
                spaced.append(' ');
            }
            spaced.append(c);
        }
        return spaced.toString();
    }

    private static boolean isMark(char c) {
        return c >= '\u0300' && c <= '\u036F';
    }

    private static boolean isHyphen(char c) {
        return c == '-' || c == '\u2010' || c == '\u2011' || c == '\u2013';
    }

    /** A hyphen belongs to an identifier (10-K, F-16, 2024-01-05) where it stands between word characters and touches a digit. */
    private static boolean joinsIdentifier(String text, int hyphen) {
        if (hyphen == 0 || hyphen + 1 == text.length()) {
            return false;
        }
        char before = text.charAt(hyphen - 1);
        char after = text.charAt(hyphen + 1);
        return isWord(before) && isWord(after) && (Character.isDigit(before) || Character.isDigit(after));
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) && !Character.isIdeographic(c);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }

    private static String table() {
        try (InputStream in = Objects.requireNonNull(TextFolding.class.getResourceAsStream(TABLE), TABLE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The jar lacks " + TABLE, e);
        }
    }
}
