package dev.recto.answer;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What kind of thing a question asks for, as far as its words tell. A sentence that holds such a thing, and one that the
 * question did not already hold, is likelier to be the answer.
 */
enum AnswerKind {
    NUMBER(
            "how many|how much|how long|how old|how far|how large|how tall|how often|what percentage|what number|几|多少|多大|多久|多长|多高|多远|百分之"),
    TIME("when|what year|which year|what date|what day|what month|哪年|哪一年|何时|什么时候|什么时间|几月|几号|哪天|哪个月|年份|日期"),
    /** Asks how, why, or for a summary: what answers is no span of a few words. */
    EXPLANATION(
            "\\b(?:summari[sz]e|how (?:did|do|does|is|are|was|were|can|could|has|have)|why|explain|describe|outline|compare)\\b"
                    + "|总结|如何|为什么|为何|怎样|怎么|概括|简述|说明|原因"),
    OTHER("");

    private static final Pattern FIGURE =
            Pattern.compile("\\p{N}+(?:[.,:/]\\p{N}+)*|[〇零一二三四五六七八九十百千万亿两]{1,12}(?=[年月日个名次天元%％岁人米公里小时周倍]|$)");
    private static final Pattern NUMBER_WORD = Pattern.compile(
            "\\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|billion|"
                    + "first|second|third|half|twice|once|none|no)\\b",
            Pattern.CASE_INSENSITIVE);

    private final Pattern cue;

    AnswerKind(String cue) {
        boolean latin = cue.isEmpty();
        this.cue = latin ? Pattern.compile("(?!)") : Pattern.compile(cue, Pattern.CASE_INSENSITIVE);
    }

    /** Returns what the question asks for; {@link #OTHER} where its words do not tell. */
    static AnswerKind of(String question) {
        if (TIME.cue.matcher(question).find()) {
            return TIME;
        }
        if (NUMBER.cue.matcher(question).find()) {
            return NUMBER;
        }
        return EXPLANATION.cue.matcher(question).find() ? EXPLANATION : OTHER;
    }

    /** Returns whether the sentence holds a thing of this kind that the question does not; true where anything may answer. */
    boolean fits(String sentence, String question) {
        return switch (this) {
            case OTHER, EXPLANATION -> true;
            case TIME -> newFigure(sentence, question);
            case NUMBER ->
                newFigure(sentence, question) || NUMBER_WORD.matcher(sentence).find();
        };
    }

    private static boolean newFigure(String sentence, String question) {
        return FIGURE.matcher(sentence)
                .results()
                .map(MatchResult::group)
                .anyMatch(figure -> !question.contains(figure));
    }
}
