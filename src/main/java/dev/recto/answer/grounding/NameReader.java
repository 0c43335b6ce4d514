package dev.recto.answer.grounding;

import dev.recto.index.TextAnalysis;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the words of a text that name somebody or something, as far as its writing tells: capitalised words, Latin words among Chinese,
 * dotted transliterations and book titles.
 */
final class NameReader {
    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{M}\\p{Nd}&&[^\\p{IsHan}]]+(?:['’](?!s\\b)\\p{L}+)?");
    private static final Pattern TRANSLITERATED =
            Pattern.compile("[" + ChineseNames.SOUND + "]{1,8}(?:[·•・][" + ChineseNames.SOUND + "]{1,8})+");
    private static final Pattern TITLE = Pattern.compile("《([^》]{2,60})》");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    /** Ends that common nouns, adverbs and verbs of English have and names seldom: such a first word names nobody. */
    private static final Pattern COMMON_END =
            Pattern.compile(".*(?:s|ly|ing|ed|tion|sion|ment|ness|ity|ance|ence|ship|ous|ful|ive|able|ible|ally)");

    private static final Pattern FINITE = Pattern.compile(
            "^['’]s\\b|^ (?:is|was|are|were|has|had|will|would|can|could|may|might|did|does|\\p{Ll}+ed|\\p{Ll}{2,}[^s\\W]s)\\b");

    /** Words that open a sentence with a capital and name nobody, beside function words. */
    private static final Set<String> OPENERS = Set.of(
            "according",
            "additionally",
            "although",
            "though",
            "even",
            "despite",
            "while",
            "whereas",
            "because",
            "since",
            "however",
            "therefore",
            "thus",
            "hence",
            "moreover",
            "furthermore",
            "meanwhile",
            "instead",
            "overall",
            "today",
            "yes",
            "no",
            "here",
            "there",
            "like",
            "unlike",
            "both",
            "either",
            "neither",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "several",
            "many",
            "most",
            "some",
            "few",
            "much",
            "every",
            "another",
            "such",
            "given",
            "based",
            "due",
            "once",
            "until",
            "unless",
            "within",
            "without",
            "among",
            "across",
            "along",
            "around",
            "behind",
            "beyond",
            "near",
            "throughout",
            "upon",
            "yet",
            "still",
            "then",
            "finally",
            "later",
            "early",
            "first",
            "second",
            "third",
            "next",
            "last",
            "only",
            "also",
            "just",
            "often",
            "never",
            "always",
            "perhaps",
            "people",
            "evidence",
            "document",
            "passage",
            "text",
            "note",
            "part",
            "half",
            "nearly",
            "almost",
            "about",
            "approximately",
            "roughly",
            "more",
            "less",
            "other",
            "its",
            "her",
            "his",
            "their",
            "our",
            "my",
            "your");

    private final TextAnalysis analysis;

    NameReader(TextAnalysis analysis) {
        this.analysis = analysis;
    }

    /** Returns the names of a sentence in order; months and function words are none. */
    List<Name> read(String sentence) {
        List<Name> names = new ArrayList<>();
        boolean chinese = HAN.matcher(sentence).results().count() * 4 > sentence.length();
        Matcher words = WORD.matcher(sentence);
        boolean first = true;
        while (words.find()) {
            String word = words.group();
            boolean opens = first || opensSentence(sentence, words.start());
            first = false;
            if (word.length() > 1 && isName(sentence, words, opens, chinese)) {
                names.add(new Name(analysis.fold(word), word));
            }
        }
        transliterated(sentence, names);
        Matcher titles = TITLE.matcher(sentence);
        while (titles.find()) {
            names.add(new Name(analysis.fold(titles.group(1)), titles.group(1)));
        }
        return names;
    }

    /** Where the first part begins and the last ends is not written: of those the two characters beside the dot count. */
    private void transliterated(String sentence, List<Name> names) {
        Matcher matcher = TRANSLITERATED.matcher(sentence);
        while (matcher.find()) {
            String[] parts = analysis.fold(matcher.group()).split("[·•・‧]", -1);
            for (int i = 0; i < parts.length; i++) {
                int length = parts[i].length();
                String certain = i == 0
                        ? parts[i].substring(Math.max(0, length - 2))
                        : i == parts.length - 1 ? parts[i].substring(0, Math.min(2, length)) : parts[i];
                names.add(new Name(certain, matcher.group()));
            }
        }
    }

    private boolean isName(String sentence, Matcher word, boolean opens, boolean chinese) {
        String text = word.group();
        boolean capital = text.chars().anyMatch(Character::isUpperCase);
        boolean letters = text.chars().anyMatch(Character::isLetter);
        boolean lowerLatin = chinese && text.length() > 2 && text.chars().noneMatch(Character::isDigit);
        if (!letters || !(capital || lowerLatin)) {
            return false;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if ((OPENERS.contains(lower) && opens)
                || isMonth(lower)
                || analysis.contentTerms(text).isEmpty()) {
            return false;
        }
        return !opens || chinese || opensWithName(sentence.substring(word.end()), text, lower);
    }

    /** A capital at the beginning tells nothing; what follows may. */
    private static boolean opensWithName(String rest, String text, String lower) {
        boolean acronym =
                text.length() > 1 && text.chars().filter(Character::isUpperCase).count() > 1;
        boolean another = rest.length() > 1 && rest.charAt(0) == ' ' && Character.isUpperCase(rest.charAt(1));
        return acronym
                || another
                || (!COMMON_END.matcher(lower).matches() && FINITE.matcher(rest).find());
    }

    private static boolean opensSentence(String sentence, int start) {
        int at = start - 1;
        while (at >= 0
                && (Character.isWhitespace(sentence.charAt(at)) || "\"“”‘'(（「『".indexOf(sentence.charAt(at)) >= 0)) {
            at--;
        }
        return at < 0 || ".!?:;。！？：；".indexOf(sentence.charAt(at)) >= 0;
    }

    private static boolean isMonth(String lower) {
        return lower.matches("january|february|march|april|may|june|july|august|september|october|november|december");
    }
}
