package dev.recto.answer.grounding;

import dev.recto.document.Passage;
import dev.recto.index.FoundPassage;
import dev.recto.index.TextAnalysis;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes passages and sentences apart, each text once. */
final class PassageReader {
    private final TextAnalysis analysis;
    private final FigureReader figures = new FigureReader();

    PassageReader(TextAnalysis analysis) {
        this.analysis = analysis;
    }

    EvidencePassage read(FoundPassage found) {
        Passage passage = found.passage();
        List<EvidenceSentence> sentences = new ArrayList<>();
        for (int i = 0; i < passage.sentences().size(); i++) {
            sentences.add(sentence(passage.sentence(i)));
        }
        String title = found.document().title() == null ? "" : found.document().title();
        String header = passage.tableHeader() == null ? "" : passage.tableHeader();
        EvidenceSentence context = sentence(
                String.join("\n", found.document().name(), title, String.join("\n", passage.headingPath()), header));
        Set<String> terms = new HashSet<>(context.terms());
        sentences.forEach(sentence -> terms.addAll(sentence.terms()));
        return new EvidencePassage(
                sentences, context, Squeezed.of(analysis.fold(passage.text()), context.folded()), Set.copyOf(terms));
    }

    EvidenceSentence sentence(String text) {
        String folded = analysis.fold(text);
        return new EvidenceSentence(text, folded, terms(text), figures.read(folded));
    }

    /** Pairs of Han characters tell; single ones are shared by chance. */
    private Set<String> terms(String text) {
        return analysis.contentTerms(text).stream()
                .filter(term ->
                        term.codePointCount(0, term.length()) > 1 || !Character.isIdeographic(term.codePointAt(0)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns letters and digits alone. */
    static String squeezed(String folded) {
        StringBuilder kept = new StringBuilder(folded.length());
        folded.codePoints().filter(Character::isLetterOrDigit).forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
