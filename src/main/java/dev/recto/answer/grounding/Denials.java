package dev.recto.answer.grounding;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what a sentence denies, and whether another says the same without denying it, or the other way round. */
final class Denials {
    /** Words looked at after a denial for what it denies. */
    private static final int REACH = 4;

    /** Words looked at before a word for what denies it. */
    private static final int BACK = 5;

    private static final Pattern ENGLISH = Pattern.compile(
            "(?<!\\p{L})(?:not|never|cannot|without|neither|nor|no|none|nobody|nothing|hardly|unable)(?!\\p{L})(?! (?:only|just|longer than|less than|more than|fewer than|later than|doubt))|n't(?!\\p{L})");

    /** Words that hold a character of denial and deny nothing. */
    private static final Pattern CHINESE = Pattern.compile(
            "没有|没(?=[能被把])|不(?![仅只但过同断少久管论足明锈]|可分割|得不|丹)(?<![毫差要无绝])|未(?![来必婚知成])|无(?![论数线限疑穷比产政人机法])|无法|并非|而非|非(?=[为是])|从未|尚未|并未|绝不|毫不|毫无|并无");

    private static final Pattern TOKEN = Pattern.compile("\\p{IsHan}|[\\p{L}\\p{Nd}_&&[^\\p{IsHan}]]+(?:'t)?");

    /** What ends a clause. */
    private static final Pattern CLAUSE =
            Pattern.compile("[,;:，；：、。()（）]|(?<!\\p{L})(?:but|yet|however)(?!\\p{L})|但|却|而是");

    private Denials() {}

    /** Returns whether one denies what the other says plainly. */
    static boolean contradict(String claim, String evidence) {
        return deniesPlain(claim, evidence) || deniesPlain(evidence, claim);
    }

    /**
     * Returns whether a sentence holds another's words in one stretch, and denies them just before it: "He did not say that …". A comma or the like
     * between the denial and the stretch keeps them apart.
     */
    static boolean deniedBefore(String stretch, String sentence) {
        List<Token> part = tokens(stretch);
        List<Token> whole = tokens(sentence);
        for (int at = 1; !part.isEmpty() && at + part.size() <= whole.size(); at++) {
            if (same(part, whole.subList(at, at + part.size()))) {
                return deniedClause(sentence, whole, at);
            }
        }
        return false;
    }

    private static boolean same(List<Token> one, List<Token> other) {
        for (int i = 0; i < one.size(); i++) {
            if (!one.get(i).word.equals(other.get(i).word)) {
                return false;
            }
        }
        return true;
    }

    private static boolean deniedClause(String sentence, List<Token> whole, int at) {
        int end = whole.get(at).start;
        for (int i = at - 1; i >= Math.max(0, at - BACK); i--) {
            if (CLAUSE.matcher(sentence.substring(whole.get(i).start, end)).find()) {
                return false;
            }
            if (whole.get(i).denies) {
                return true;
            }
        }
        return false;
    }

    /** Whether the first denies something whose words the second has, with no denial near them. */
    private static boolean deniesPlain(String denying, String plain) {
        List<Token> other = tokens(plain);
        List<Token> own = tokens(denying);
        for (int i = 0; i < own.size(); i++) {
            if (own.get(i).denies && deniedPlainly(own, i, other)) {
                return true;
            }
        }
        return false;
    }

    private static boolean deniedPlainly(List<Token> own, int denial, List<Token> other) {
        List<String> after = words(own, denial + 1, REACH);
        List<String> before = wordsBefore(own, denial, 2);
        int best = -1;
        int most = 0;
        for (int at = 0; at < other.size(); at++) {
            int common = common(after, words(other, at, REACH)) * 2 + common(before, wordsBefore(other, at, 3));
            if (common > most) {
                most = common;
                best = at;
            }
        }
        boolean same = most >= (after.size() >= 2 ? 5 : 3);
        return same && !deniedNear(other, best);
    }

    private static boolean deniedNear(List<Token> tokens, int at) {
        for (int i = Math.max(0, at - BACK); i < Math.min(tokens.size(), at + REACH); i++) {
            if (tokens.get(i).denies) {
                return true;
            }
        }
        return false;
    }

    private static int common(List<String> one, List<String> other) {
        return (int) one.stream().filter(other::contains).count();
    }

    private static List<String> words(List<Token> tokens, int from, int most) {
        List<String> words = new ArrayList<>();
        for (int i = from; i < tokens.size() && words.size() < most; i++) {
            if (!tokens.get(i).denies) {
                words.add(tokens.get(i).word);
            }
        }
        return words;
    }

    private static List<String> wordsBefore(List<Token> tokens, int before, int most) {
        List<String> words = new ArrayList<>();
        for (int i = before - 1; i >= 0 && words.size() < most; i--) {
            if (!tokens.get(i).denies) {
                words.add(tokens.get(i).word);
            }
        }
        return words;
    }

    private static List<Token> tokens(String folded) {
        boolean[] denied = new boolean[folded.length()];
        mark(ENGLISH, folded, denied);
        mark(CHINESE, folded, denied);
        List<Token> tokens = new ArrayList<>();
        Matcher words = TOKEN.matcher(folded);
        while (words.find()) {
            boolean denies = denied[words.start()] || denied[words.end() - 1];
            tokens.add(new Token(words.group(), denies, words.start()));
        }
        return tokens;
    }

    private static void mark(Pattern pattern, String folded, boolean[] denied) {
        Matcher matcher = pattern.matcher(folded);
        while (matcher.find()) {
            for (int i = matcher.start(); i < matcher.end(); i++) {
                denied[i] = true;
            }
        }
    }

    private record Token(String word, boolean denies, int start) {}
}
