package dev.recto.index;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Cuts a document's file name into what a person would call the document by, and finds the same in a question.
 *
 * <p>{@code AmericanExpress_2022_10K.pdf} is called {@code american}, {@code express}, {@code americanexpress}, {@code 2022}, {@code 10k}; a question says
 * "American Express' FY22" and means it. Words are cut at whatever is no letter or digit, between letters and digits, and where a small
 * letter meets a capital; Chinese is cut into overlapping pairs. Of the numbers only years count: "page 12" does not mean {@code 12.pdf}.
 */
final class NameTerms {
    private static final int MOST_TERMS = 64;

    private static final Pattern RUN = Pattern.compile("[\\p{L}\\p{N}&&[^\\p{IsHan}]]+|\\p{IsHan}+");
    private static final Pattern PIECE =
            Pattern.compile("\\p{N}+|\\p{Lu}+(?!\\p{Ll})|\\p{Lu}?[^\\p{Lu}\\p{N}]+|\\p{Lu}");
    private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");
    private static final Pattern FISCAL_YEAR = Pattern.compile("(?i)\\bFY\\s?'?(\\d\\d)\\b");
    private static final Pattern EXTENSION = Pattern.compile("\\.\\p{Alnum}{1,5}$");
    private static final Pattern POSSESSIVE = Pattern.compile("['\u2019](?:s\\b)?");

    private final TextFolding folding;

    NameTerms(TextFolding folding) {
        this.folding = folding;
    }

    /** Returns the distinct terms of a document's file name; empty where it has none to be called by. */
    Set<String> of(String name) {
        return cut(EXTENSION.matcher(name).replaceFirst(""));
    }

    /** Returns the distinct terms by which a question may call a document, at most {@value #MOST_TERMS}. */
    List<String> asked(String question) {
        String text = POSSESSIVE.matcher(question).replaceAll(" ");
        Set<String> terms = new LinkedHashSet<>(cut(text));
        String before = "";
        for (String word : runs(text)) {
            String folded = folding.fold(word);
            if (!before.isEmpty() && !isHan(word)) {
                add(before + folded, terms); // "Best Buy" names BESTBUY_2019.pdf
            }
            before = isHan(word) ? "" : folded;
        }
        FISCAL_YEAR.matcher(text).results().forEach(year -> terms.add("20" + year.group(1)));
        return terms.stream().limit(MOST_TERMS).toList();
    }

    private Set<String> cut(String text) {
        Set<String> terms = new LinkedHashSet<>();
        for (String run : runs(text)) {
            if (isHan(run)) {
                String folded = folding.fold(run);
                for (int i = 0; i + 1 < folded.length(); i++) {
                    terms.add(folded.substring(i, i + 2));
                }
            } else {
                add(folding.fold(run), terms);
                PIECE.matcher(run).results().forEach(piece -> add(folding.fold(piece.group()), terms));
            }
        }
        return terms;
    }

    private static void add(String term, Set<String> terms) {
        boolean number = term.chars().allMatch(Character::isDigit);
        if (term.length() > 1 && (!number || YEAR.matcher(term).matches())) {
            terms.add(term);
        }
    }

    private static List<String> runs(String text) {
        return new ArrayList<>(
                RUN.matcher(text).results().map(MatchResult::group).toList());
    }

    private static boolean isHan(String run) {
        return Character.isIdeographic(run.codePointAt(0));
    }
}
