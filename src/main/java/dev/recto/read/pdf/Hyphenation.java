package dev.recto.read.pdf;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides whether a hyphen at a line's end belongs to the word ({@code long-term}) or to the line ({@code informa-tion}), by how
 * the document writes the word elsewhere.
 */
final class Hyphenation {
    private static final Pattern WORD = Pattern.compile("\\p{L}++(?:[-‐]\\p{L}++)*+");
    private static final Pattern HEAD = Pattern.compile("^\\p{L}+");

    /** Words kept; a document that has more is a dictionary, and deciding by the first ones is enough. */
    private static final int MOST_WORDS = 300_000;

    private final Set<String> words = new HashSet<>();
    private boolean cutAbove;

    /** Notes the words of the next line; what a hyphen cuts at its end, and the rest at the next one's start, are no words. */
    void add(String line) {
        Matcher word = WORD.matcher(line);
        boolean rest = cutAbove && word.lookingAt();
        cutAbove = endsInHyphen(line);
        word.region(rest ? word.end() : 0, line.length());
        while (words.size() < MOST_WORDS && word.find()) {
            boolean cut = word.end() < line.length() && isHyphen(line.charAt(word.end()));
            if (!cut) {
                words.add(word.group().replace('‐', '-').toLowerCase(Locale.ROOT));
            }
        }
    }

    /** Returns whether a line ends in a hyphen right after a letter. */
    static boolean endsInHyphen(String line) {
        int last = line.length() - 1;
        return last > 0 && isHyphen(line.charAt(last)) && Character.isLetter(line.codePointBefore(last));
    }

    /** Returns the word before the hyphen that ends a line: letters, and hyphens between them. */
    private static String tail(String line) {
        int end = line.length() - 1;
        int start = end;
        while (start > 0) {
            int c = line.codePointBefore(start);
            boolean joins = isHyphen(c) && start > 1 && Character.isLetter(line.codePointBefore(start - 1));
            if (!joins && !Character.isLetter(c)) {
                break;
            }
            start -= Character.charCount(c);
        }
        return line.substring(start, end);
    }

    /** Returns whether the hyphen at the end of {@code line} is to be dropped where {@code next} continues it. */
    boolean drops(String line, String next) {
        Matcher head = HEAD.matcher(next);
        if (!endsInHyphen(line) || !head.find() || !Character.isLowerCase(next.codePointAt(0))) {
            return false;
        }
        String before = tail(line).replace('‐', '-').toLowerCase(Locale.ROOT);
        String after = head.group().toLowerCase(Locale.ROOT);
        if (words.contains(before + after)) {
            return true;
        }
        if (words.contains(before + "-" + after) || before.contains("-")) {
            return false;
        }
        return !(before.length() > 1 && words.contains(before) && words.contains(after));
    }

    private static boolean isHyphen(int c) {
        return c == '-' || c == '‐';
    }
}
