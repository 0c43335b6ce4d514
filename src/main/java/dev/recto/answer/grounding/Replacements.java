package dev.recto.answer.grounding;

import dev.recto.index.TextAnalysis;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Sees that a name or number was put in another's place: sentence and evidence are laid beside each other (longest common subsequence), and
 * where something else stands in place of a name or number, though it may stand elsewhere in the evidence, it was replaced.
 */
final class Replacements {
    /** Longest sentence compared, in words and Han characters: the comparison is quadratic. */
    private static final int LONGEST = 400;

    /** Most words or characters that a name and its replacement have. */
    private static final int LONGEST_NAME = 24;

    private static final Pattern TOKEN =
            Pattern.compile("\\p{IsHan}|[\\p{L}\\p{M}\\p{Nd}&&[^\\p{IsHan}]]+(?:[.,]\\p{Nd}+)*|[·•《》]");

    private final FigureReader figures;
    private final List<Token> said;
    private final List<Token> there;

    /** Lays two sentences beside each other, as they stand. */
    Replacements(Side claim, Side evidence, FigureReader figures) {
        this.figures = figures;
        this.said = claim.tokens();
        this.there = evidence.tokens();
    }

    /** A sentence, taken apart once for all that it is laid beside. */
    record Side(List<Name> names, List<Token> tokens) {
        static Side of(String text, List<Name> names, TextAnalysis analysis) {
            return new Side(names, Replacements.tokens(text, names, analysis));
        }
    }

    /** Returns what stands in a name's or number's place, as the sentence has it; empty where nothing was replaced. */
    String found() {
        if (said.size() > LONGEST || there.size() > LONGEST) {
            return "";
        }
        int i = 0;
        int j = 0;
        for (int[] match : matches()) {
            if (replaced(said.subList(i, match[0]), there.subList(j, match[1]))) {
                return shown(said.subList(i, match[0]));
            }
            i = match[0] + 1;
            j = match[1] + 1;
        }
        boolean last = replaced(said.subList(i, said.size()), there.subList(j, there.size()));
        return last ? shown(said.subList(i, said.size())) : "";
    }

    private static String shown(List<Token> put) {
        return put.stream().map(Token::shown).collect(Collectors.joining(han(put) ? "" : " "));
    }

    /** Returns the places that agree, in order; a single Han character between two gaps agrees by chance and is left out. */
    private List<int[]> matches() {
        int[][] common = common();
        List<int[]> matches = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < said.size() && j < there.size()) {
            if (same(i, j)) {
                matches.add(new int[] {i++, j++});
            } else if (common[i + 1][j] >= common[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        List<int[]> kept = new ArrayList<>();
        for (int at = 0; at < matches.size(); at++) {
            boolean follows = at > 0 && adjoin(matches.get(at - 1), matches.get(at));
            boolean goesOn = at + 1 < matches.size() && adjoin(matches.get(at), matches.get(at + 1));
            boolean mark =
                    !Character.isIdeographic(said.get(matches.get(at)[0]).folded.codePointAt(0));
            if (follows || goesOn || mark || at == 0 || at + 1 == matches.size()) {
                kept.add(matches.get(at));
            }
        }
        return kept;
    }

    private static boolean adjoin(int[] one, int[] next) {
        return next[0] == one[0] + 1 && next[1] == one[1] + 1;
    }

    private boolean replaced(List<Token> put, List<Token> gone) {
        if (put.isEmpty() || gone.isEmpty() || put.size() > LONGEST_NAME || gone.size() > LONGEST_NAME) {
            return false;
        }
        List<Token> fresh = more(put, said, there);
        List<Token> lost = more(gone, there, said);
        if (fresh.isEmpty() || lost.isEmpty()) {
            return false;
        }
        boolean names = fresh.stream().anyMatch(Token::name) && lost.stream().anyMatch(Token::name);
        return names
                || otherFigures(fresh, lost)
                || (han(put) && han(gone) && otherChineseName(put, gone, fresh, lost));
    }

    private boolean otherFigures(List<Token> fresh, List<Token> lost) {
        List<Figure> now = telling(fresh);
        List<Figure> before = telling(lost);
        return !now.isEmpty()
                && !before.isEmpty()
                && now.stream().noneMatch(figure -> before.stream().anyMatch(figure::agrees));
    }

    private List<Figure> telling(List<Token> tokens) {
        String text = tokens.stream().map(Token::folded).collect(Collectors.joining(han(tokens) ? "" : " "));
        return figures.read(text).stream().filter(Figure::telling).toList();
    }

    private static boolean otherChineseName(List<Token> put, List<Token> gone, List<Token> fresh, List<Token> lost) {
        boolean several = put.size() >= 2 && gone.size() >= 2 && fresh.size() >= 2 && lost.size() >= 2;
        return several && (ChineseNames.likely(joined(gone)) || ChineseNames.likely(joined(put)));
    }

    private static String joined(List<Token> tokens) {
        return tokens.stream().map(Token::folded).collect(Collectors.joining());
    }

    /** Returns those of some tokens that stand more often in the one sentence than in the other: what was not merely moved. */
    private static List<Token> more(List<Token> some, List<Token> one, List<Token> other) {
        return some.stream()
                .filter(token -> count(token, one) > count(token, other))
                .toList();
    }

    private static long count(Token token, List<Token> tokens) {
        return tokens.stream().filter(each -> each.folded.equals(token.folded)).count();
    }

    private static boolean han(List<Token> tokens) {
        return tokens.stream().anyMatch(token -> Character.isIdeographic(token.folded.codePointAt(0)));
    }

    private boolean same(int i, int j) {
        return said.get(i).folded.equals(there.get(j).folded);
    }

    /** Lengths of the longest common subsequences of the ends from each place. */
    private int[][] common() {
        int[][] lengths = new int[said.size() + 1][there.size() + 1];
        for (int i = said.size() - 1; i >= 0; i--) {
            for (int j = there.size() - 1; j >= 0; j--) {
                lengths[i][j] = same(i, j) ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
            }
        }
        return lengths;
    }

    /** Words as they stand, each with its folded form. */
    private static List<Token> tokens(String text, List<Name> named, TextAnalysis analysis) {
        List<Token> tokens = new ArrayList<>();
        Set<String> names = named.stream().map(Name::shown).collect(Collectors.toSet());
        Matcher words = TOKEN.matcher(text);
        while (words.find()) {
            String shown = words.group();
            tokens.add(new Token(analysis.fold(shown), shown, names.contains(shown)));
        }
        return tokens;
    }

    /** A word or Han character as it stands, and folded; whether it belongs to a name. */
    record Token(String folded, String shown, boolean name) {}
}
