package dev.recto.answer.grounding;

import dev.recto.index.TextAnalysis;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks that a translation keeps the numbers of its sentence, adds none, and keeps its names as they are written. It does not tell whether the rest
 * is translated well.
 */
public final class TranslationCheck {
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern LATIN = Pattern.compile("\\p{IsLatin}{2,}");

    private static final List<Pattern> MONTHS = Stream.of(
                    "january",
                    "february",
                    "march",
                    "april",
                    "may",
                    "june",
                    "july",
                    "august",
                    "september",
                    "october",
                    "november",
                    "december")
            .map(month -> Pattern.compile("(?<!\\p{L})" + month + "(?!\\p{L})"))
            .toList();

    private final PassageReader reader;
    private final NameReader names;
    private final TextAnalysis analysis;

    /** Analyses words as the index does; {@code analysis} stays its owner's to close. */
    public TranslationCheck(TextAnalysis analysis) {
        this.reader = new PassageReader(analysis);
        this.names = new NameReader(analysis);
        this.analysis = analysis;
    }

    /**
     * What is wrong.
     *
     * @param reason {@code not_translated}, {@code absent_figure}, {@code added_figure} or {@code absent_name}
     * @param detail the words that it hangs on; empty where there are none
     */
    public record Fault(String reason, String detail) {}

    /** Returns what is wrong with a translation; empty where nothing is. */
    public Optional<Fault> check(String sentence, String translation, boolean intoChinese) {
        boolean written = intoChinese
                ? HAN.matcher(translation).find()
                : LATIN.matcher(translation).results().count() * 4
                        >= HAN.matcher(translation).results().count();
        if (!written || translation.equals(sentence)) {
            return Optional.of(new Fault("not_translated", ""));
        }
        List<Figure> before = telling(sentence);
        List<Figure> after = telling(translation);
        for (Figure figure : before) {
            if (!held(figure, translation)) {
                return Optional.of(new Fault("absent_figure", figure.shown()));
            }
        }
        for (Figure figure : after) {
            if (!held(figure, sentence)) {
                return Optional.of(new Fault("added_figure", figure.shown()));
            }
        }
        String folded = analysis.fold(translation);
        for (Name name : names.read(sentence)) {
            if (!folded.contains(name.folded())) {
                return Optional.of(new Fault("absent_name", name.shown()));
            }
        }
        return Optional.empty();
    }

    private List<Figure> telling(String text) {
        return reader.sentence(text).figures().stream().filter(Figure::telling).toList();
    }

    /** Units are called otherwise in another language, so values are compared; a month without a day is a figure in Chinese alone. */
    private boolean held(Figure figure, String text) {
        EvidenceSentence other = reader.sentence(text);
        boolean named = figure.unit().equals("month")
                && figure.value().intValue() >= 1
                && figure.value().intValue() <= MONTHS.size()
                && MONTHS.get(figure.value().intValue() - 1)
                        .matcher(other.folded())
                        .find();
        return named || other.figures().stream().anyMatch(one -> figure.value().compareTo(one.value()) == 0);
    }
}
