package dev.recto.answer.grounding;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads numbers written in Han characters: 一千二百, 二〇二四, 三万五. */
final class ChineseNumbers {
    /** The characters that a number is written in, Simplified. */
    static final String CHARACTERS = "〇零一二三四五六七八九十百千万亿两";

    /** Longest number read, in characters; the longest in use have about fifteen. */
    private static final int LONGEST = 24;

    private static final String DIGITS = "〇一二三四五六七八九";

    private ChineseNumbers() {}

    /** Returns the value, or null where the characters are no number. */
    static @Nullable BigDecimal value(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return null;
        }
        boolean positional = text.length() > 1 && text.chars().allMatch(c -> digit((char) c) >= 0);
        return positional ? positional(text) : grouped(text);
    }

    private static BigDecimal positional(String text) {
        StringBuilder digits = new StringBuilder();
        text.chars().forEach(c -> digits.append(digit((char) c)));
        return new BigDecimal(digits.toString());
    }

    private static @Nullable BigDecimal grouped(String text) {
        BigDecimal total = BigDecimal.ZERO;
        long section = 0;
        long digit = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int read = digit(c);
            long scale = scale(c);
            if (read >= 0) {
                digit = read;
            } else if (scale >= 10_000) {
                BigDecimal counted = total.add(BigDecimal.valueOf(section + Math.max(0, digit)));
                total = (counted.signum() == 0 ? BigDecimal.ONE : counted).multiply(BigDecimal.valueOf(scale));
                section = 0;
                digit = -1;
            } else if (scale > 0) {
                section += (digit < 0 ? 1 : digit) * scale;
                digit = -1;
            } else {
                return null;
            }
        }
        return total.add(BigDecimal.valueOf(section + Math.max(0, digit)));
    }

    /** Returns what a character multiplies by: 10 to 100,000,000; 0 where it does not. */
    static long scale(char c) {
        return switch (c) {
            case '十' -> 10;
            case '百' -> 100;
            case '千' -> 1_000;
            case '万' -> 10_000;
            case '亿' -> 100_000_000;
            default -> 0;
        };
    }

    private static int digit(char c) {
        return c == '零' ? 0 : c == '两' ? 2 : DIGITS.indexOf(c);
    }
}
