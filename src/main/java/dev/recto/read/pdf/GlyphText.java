package dev.recto.read.pdf;

import java.text.Normalizer;

/** What a glyph says, without what no reader sees. */
final class GlyphText {
    /** What U+FE10 and the following stand for, punctuation as vertical text has it; NFKC would give some of them Latin marks. */
    private static final String VERTICAL = "，、。：；！？〖〗…";

    private static final int FIRST_VERTICAL = 0xFE10;

    private GlyphText() {}

    /**
     * Returns the readable form of a glyph's Unicode text: ligatures, presentation forms and radicals as plain letters, white space
     * as one blank, invisible and private-use characters dropped; empty where nothing remains.
     */
    static String clean(String raw) {
        if (raw.length() == 1 && raw.charAt(0) > ' ' && raw.charAt(0) < 0x7F) {
            return raw;
        }
        var clean = new StringBuilder(raw.length());
        raw.codePoints().forEach(c -> append(clean, c));
        return clean.toString().isBlank() ? (clean.isEmpty() ? "" : " ") : clean.toString();
    }

    private static void append(StringBuilder clean, int c) {
        if (c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c)) {
            clean.append(' ');
        } else if (c == 0xAD) {
            // a soft hyphen that is drawn is a hyphen: many fonts know their hyphen by this code
            clean.append('-');
        } else if (c >= FIRST_VERTICAL && c < FIRST_VERTICAL + VERTICAL.length()) {
            clean.append(VERTICAL.charAt(c - FIRST_VERTICAL));
        } else if (isPresentationForm(c)) {
            String plain = Character.toString(Radicals.character(c));
            clean.append(Normalizer.normalize(plain, Normalizer.Form.NFKC));
        } else if (c >= 0xF000 && c <= 0xF0FF) {
            clean.append(symbol(c));
        } else if (isReadable(c)) {
            clean.appendCodePoint(c);
        }
    }

    /** Latin ligatures, Arabic forms, vertical brackets, CJK radicals and compatibility ideographs: other code points for letters typed otherwise. */
    private static boolean isPresentationForm(int c) {
        return (c >= 0xFB00 && c <= 0xFDFF && c != 0xFD3E && c != 0xFD3F)
                || (c >= 0xFE35 && c <= 0xFE44)
                || (c >= 0xFE70 && c <= 0xFEFC)
                || (c >= 0x2E80 && c <= 0x2FD5)
                || (c >= 0xF900 && c <= 0xFAFF);
    }

    /** Symbol fonts put their codes at U+F000; only their bullets mean something in text. */
    private static String symbol(int c) {
        return switch (c & 0xFF) {
            case 0xB7, 0xA7, 0x6C, 0x6E, 0x9F, 0xA8, 0x76, 0xD8, 0x75 -> "•";
            case 0xFC -> "✓";
            case 0x20 -> " ";
            default -> "";
        };
    }

    private static boolean isReadable(int c) {
        boolean variation = (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
        return !variation
                && c != 0xFFFD
                && switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.PRIVATE_USE,
                            Character.SURROGATE,
                            Character.UNASSIGNED,
                            Character.FORMAT -> false;
                    default -> true;
                };
    }

    /** Returns whether a character is written without spaces between words: Han, kana, and their punctuation and full-width forms. */
    static boolean isCjk(int c) {
        return (c >= 0x2E80 && c <= 0x9FFF && c != 0x3000)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE4F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0x20000 && c <= 0x3FFFF);
    }

    /** Returns whether a character is written right to left. */
    static boolean isRightToLeft(int c) {
        if (c < 0x590) {
            return false;
        }
        byte direction = Character.getDirectionality(c);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }
}
