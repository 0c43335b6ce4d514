package dev.recto.answer.grounding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sees that two who do something to each other were exchanged: where the evidence says "A … v … B" and the sentence "B … v … A", its runs of
 * the evidence's words stand in exactly the opposite order around a run in the middle. Moving a clause exchanges two runs and never turns
 * three around; turning active into passive does, and is told by its marks.
 */
final class Roles {
    private static final Pattern TOKEN = Pattern.compile("\\p{IsHan}|[\\p{L}\\p{Nd}_&&[^\\p{IsHan}]]+|[，。；、,;]");
    private static final Pattern PASSIVE = Pattern.compile(
            "(?:was|were|is|are|been|being|be) (?:\\p{L}+ )?\\p{L}+ by |\\p{L}+ed by |被|由|受到|为.{1,12}所");

    /** Longest run in the middle, in words or Han characters: a verb with its companions. */
    private static final int LONGEST_DEED = 14;

    private Roles() {}

    /** Returns whether the sentence turns the evidence's roles around. */
    static boolean exchanged(String claim, String evidence) {
        if (PASSIVE.matcher(claim).results().count()
                != PASSIVE.matcher(evidence).results().count()) {
            return false;
        }
        List<Run> runs = runs(tokens(claim), tokens(evidence));
        for (int i = 0; i + 2 < runs.size(); i++) {
            Run first = runs.get(i);
            Run deed = runs.get(i + 1);
            Run last = runs.get(i + 2);
            boolean turned = first.at > deed.at && deed.at > last.at;
            boolean near =
                    first.at - (deed.at + deed.words.size()) <= 1 && deed.at - (last.at + last.words.size()) <= 1;
            if (turned && near && deed.words.size() <= LONGEST_DEED && deed.says() && first.says() && last.says()) {
                return true;
            }
        }
        return false;
    }

    /** Cuts the sentence greedily into the longest runs that the evidence has, each with its place there. */
    private static List<Run> runs(List<String> claim, List<String> evidence) {
        Map<String, List<Integer>> places = new HashMap<>();
        for (int i = 0; i < evidence.size(); i++) {
            places.computeIfAbsent(evidence.get(i), word -> new ArrayList<>()).add(i);
        }
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < claim.size(); ) {
            int best = 0;
            int at = -1;
            for (int place : places.getOrDefault(claim.get(i), List.of())) {
                int length = 1;
                while (i + length < claim.size()
                        && place + length < evidence.size()
                        && claim.get(i + length).equals(evidence.get(place + length))) {
                    length++;
                }
                if (length > best) {
                    best = length;
                    at = place;
                }
            }
            if (best > 0) {
                runs.add(new Run(claim.subList(i, i + best), at));
            }
            i += Math.max(1, best);
        }
        return runs;
    }

    private static List<String> tokens(String folded) {
        List<String> tokens = new ArrayList<>();
        Matcher words = TOKEN.matcher(folded);
        while (words.find()) {
            tokens.add(words.group());
        }
        return tokens;
    }

    private record Run(List<String> words, int at) {
        /** Whether it has more than particles and marks. */
        boolean says() {
            return words.stream().noneMatch(word -> word.length() == 1 && "，。；、,;".contains(word))
                    && words.stream()
                            .anyMatch(word -> word.length() > 3 || Character.isIdeographic(word.codePointAt(0)));
        }
    }
}
