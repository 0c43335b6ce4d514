package dev.recto.read;

import java.lang.Character.UnicodeScript;

/**
 * Takes out of a text what no reader of a page can see: the one place where every format's words are cleaned.
 *
 * <p>Invisible characters can carry orders to a chat model (tag characters, variation selectors), split words so that they are
 * not found (zero width space, soft hyphen), or show other words than are stored (bidirectional overrides). Unicode 16,
 * section 23.
 */
public final class CleanText {
    private CleanText() {}

    /**
     * Returns the text without invisible and control characters, with {@code \n} as the only line end and with no-break spaces
     * as spaces. Tabs stay. Zero width joiners and non-joiners stay between letters of scripts that need them. Unpaired
     * surrogates become U+FFFD. Idempotent.
     */
    public static String of(String text) {
        int clean = cleanPrefix(text);
        if (clean == text.length()) {
            return text;
        }
        var out = new StringBuilder(text.length()).append(text, 0, clean);
        for (int i = clean; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            if (c == '\r') {
                out.append('\n');
                next += next < text.length() && text.charAt(next) == '\n' ? 1 : 0;
            } else if (isJoiner(c)) {
                if (joins(out, text, next)) {
                    out.append((char) c);
                }
            } else {
                append(out, c);
            }
            i = next;
        }
        return out.toString();
    }

    /**
     * Returns the cleaned text as one line: white space of any kind collapsed to one space, none at the ends. A line end
     * between two ideographs or kana vanishes, as it does when a page is drawn (CSS Text 3, section 4.1.3).
     */
    public static String line(String text) {
        return collapse(of(text), false);
    }

    /** Returns the cleaned text as lines: each as {@link #line} has it, none empty, separated by {@code \n}. */
    public static String lines(String text) {
        return collapse(of(text), true);
    }

    private static String collapse(String text, boolean keepLines) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (!Character.isWhitespace(c)) {
                out.appendCodePoint(c);
                i += Character.charCount(c);
                continue;
            }
            int end = i;
            boolean lineEnd = false;
            while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
                lineEnd |= text.charAt(end) == '\n';
                end++;
            }
            if (!out.isEmpty() && end < text.length()) {
                if (keepLines && lineEnd) {
                    out.append('\n');
                } else if (!lineEnd || !(isWide(out.codePointBefore(out.length())) && isWide(text.codePointAt(end)))) {
                    out.append(' ');
                }
            }
            i = end;
        }
        return out.toString();
    }

    private static int cleanPrefix(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' ? (c != '\n' && c != '\t') : (c >= 0x7F && !plain(c))) {
                return i;
            }
        }
        return text.length();
    }

    /** Latin letters and the common East Asian ranges, which make up nearly all text and hold nothing invisible. */
    private static boolean plain(char c) {
        return (c > 0xAD && c < 0x300)
                || (c > 0xA0 && c < 0xAD)
                || (c >= 0x3000 && c < 0x3130)
                || (c >= 0x3400 && c < 0xA000);
    }

    private static void append(StringBuilder out, int c) {
        switch (c) {
            case '\n', '\t' -> out.append((char) c);
            case 0x0B, 0x0C, 0x85, 0x2028, 0x2029 -> out.append('\n');
            case 0xA0, 0x2007, 0x202F -> out.append(' ');
            default -> {
                if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                    out.append('\uFFFD');
                } else if (!isInvisible(c)) {
                    out.appendCodePoint(c);
                }
            }
        }
    }

    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> true;
            case Character.FORMAT -> !isVisibleFormat(c);
            default ->
                (c >= 0xFE00 && c <= 0xFE0F) // variation selectors
                        || (c >= 0xE0000
                                && c <= 0xE0FFF) // tags, variation selectors supplement, and unassigned ignorables
                        || (c >= 0x180B && c <= 0x180F) // Mongolian variation selectors
                        || (c >= 0xFDD0 && c <= 0xFDEF) // noncharacters
                        || (c & 0xFFFE) == 0xFFFE
                        || c == 0x034F // combining grapheme joiner
                        || c == 0x115F // Hangul fillers
                        || c == 0x1160
                        || c == 0x3164
                        || c == 0xFFA0
                        || c == 0x17B4 // Khmer inherent vowels
                        || c == 0x17B5;
        };
    }

    /** The format characters that are drawn: Arabic number signs, the Syriac abbreviation mark, Kaithi number signs. */
    private static boolean isVisibleFormat(int c) {
        return (c >= 0x600 && c <= 0x605) || c == 0x6DD || c == 0x70F || c == 0x8E2 || c == 0x110BD || c == 0x110CD;
    }

    private static boolean isJoiner(int c) {
        return c == 0x200C || c == 0x200D;
    }

    private static boolean joins(StringBuilder before, String text, int next) {
        return !before.isEmpty()
                && next < text.length()
                && needsJoiners(before.codePointBefore(before.length()))
                && needsJoiners(text.codePointAt(next));
    }

    private static boolean needsJoiners(int c) {
        if (c < 0x600) {
            return false;
        }
        return switch (UnicodeScript.of(c)) {
            case ARABIC,
                    SYRIAC,
                    NKO,
                    MONGOLIAN,
                    DEVANAGARI,
                    BENGALI,
                    GURMUKHI,
                    GUJARATI,
                    ORIYA,
                    TAMIL,
                    TELUGU,
                    KANNADA,
                    MALAYALAM,
                    SINHALA,
                    KHMER,
                    MYANMAR,
                    TIBETAN,
                    BALINESE,
                    JAVANESE -> true;
            default -> false;
        };
    }

    private static boolean isWide(int c) {
        return (c >= 0x2E80 && c <= 0x9FFF)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE4F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0x20000 && c <= 0x3FFFF);
    }

    /** Returns a text's first UTF-16 units, at most so many; a pair of surrogates is not parted. */
    static String cut(String text, int length) {
        int end = Math.clamp(length, 0, text.length());
        boolean parts = end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, parts ? end - 1 : end);
    }
}
