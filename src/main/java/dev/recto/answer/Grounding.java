package dev.recto.answer;

import dev.recto.answer.grounding.SentenceCheck;
import dev.recto.answer.grounding.TranslationCheck;
import dev.recto.answer.grounding.Verdict;
import dev.recto.answer.moderation.SentenceGate;
import dev.recto.config.AnswerConfig.Unsupported;
import dev.recto.document.DocumentId;
import dev.recto.document.Passage;
import dev.recto.index.FoundPassage;
import dev.recto.index.TextAnalysis;
import dev.recto.retrieve.ScoredPassage;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Checks what an answer model says, before it is shown, and cites it. A sentence that its own citations do not back is given one that does,
 * where the evidence holds one.
 *
 * <p>Safe for use by several threads.
 */
public final class Grounding implements AutoCloseable {
    /** Passages of the evidence tried for a sentence whose own citations do not back it: as many as a prompt shows by default. */
    private static final int MOST_TRIED = 10;

    /** "The answer to the question is:" says nothing yet, so nothing is looked for that backs it. */
    private static final Pattern ANNOUNCEMENT = Pattern.compile("[:：]\\s*$");

    private final PartSource parts;
    private final Unsupported unsupported;
    private final TextAnalysis analysis;
    private final SentenceGate gate;

    /**
     * Checks against these parts.
     *
     * @param unsupported what becomes of sentences that nothing backs
     */
    public Grounding(PartSource parts, Unsupported unsupported) {
        this(parts, unsupported, new TextAnalysis(), SentenceGate.OPEN);
    }

    private Grounding(PartSource parts, Unsupported unsupported, TextAnalysis analysis, SentenceGate gate) {
        this.parts = parts;
        this.unsupported = unsupported;
        this.analysis = analysis;
        this.gate = gate;
    }

    /** Returns the same over other parts; this one stays the one to close. */
    public Grounding over(PartSource others) {
        return new Grounding(others, unsupported, analysis, gate);
    }

    /** Returns the same for one answer, with a gate that each sentence passes before anyone hears of it; this one stays the one to close. */
    public Grounding behind(SentenceGate other) {
        return new Grounding(parts, unsupported, analysis, other);
    }

    /** Returns what analyses words for the checks. */
    public SentenceCheck check() {
        return new SentenceCheck(analysis);
    }

    /** Returns what checks translations. */
    public TranslationCheck translationCheck() {
        return new TranslationCheck(analysis);
    }

    /** Returns what checks one answer's sentences, in their order, against this evidence. */
    public Said begin(List<ScoredPassage> evidence, AnswerListener listener) {
        return new Said(evidence, listener);
    }

    @Override
    public void close() {
        analysis.close();
    }

    /** What was said so far in one answer. */
    public final class Said {
        private final SentenceCheck check = new SentenceCheck(analysis);
        private final Citations citations = new Citations(parts);
        private final List<AnswerSentence> sentences = new ArrayList<>();
        private final List<Checked> waiting = new ArrayList<>();
        private final List<ScoredPassage> evidence;
        private final AnswerListener listener;

        private Said(List<ScoredPassage> evidence, AnswerListener listener) {
            this.evidence = evidence;
            this.listener = listener;
        }

        /** Returns the evidence of which nothing was deleted meanwhile, and takes back what was said of the rest: whoever ends an answer calls it. */
        public List<ScoredPassage> end() {
            Set<DocumentId> gone = gone();
            if (gone.isEmpty()) {
                return evidence;
            }
            Set<Integer> kept = citations.forget(gone);
            sentences.removeIf(sentence -> !sentence.supported() || !kept.containsAll(sentence.citations()));
            return evidence.stream()
                    .filter(passage -> !gone.contains(document(passage)))
                    .toList();
        }

        /** Returns what may be shown, in order; empty where nothing was backed. */
        public List<AnswerSentence> sentences() {
            return List.copyOf(sentences);
        }

        /** Returns the citations of what may be shown, by number. */
        public List<Citation> citations() {
            return citations.all();
        }

        /**
         * Checks a sentence and tells the listener. One that nothing backs waits for the first that is backed: an answer of such
         * sentences alone is none.
         *
         * @throws dev.recto.answer.moderation.ModeratedException if it may not be said
         */
        public void add(DraftSentence draft) {
            Checked checked = checked(draft);
            if (!checked.verdict.supported()) {
                if (unsupported == Unsupported.DROP) {
                    return;
                }
                waiting.add(checked);
                if (sentences.isEmpty()) {
                    return;
                }
            } else {
                waiting.add(checked);
            }
            waiting.forEach(this::say);
            waiting.clear();
        }

        private Checked checked(DraftSentence draft) {
            if (draft.quotes().stream().anyMatch(quote -> copied(draft.text(), quote))) {
                return new Checked(draft, new Verdict.Supported());
            }
            List<FoundPassage> cited = draft.quotes().stream()
                    .map(quote -> quote.passage().found())
                    .distinct()
                    .toList();
            Verdict verdict = check.check(draft.text(), cited);
            if (verdict.supported()) {
                return new Checked(draft, verdict);
            }
            return repaired(draft, cited).orElse(new Checked(draft, verdict));
        }

        private Optional<Checked> repaired(DraftSentence draft, List<FoundPassage> cited) {
            if (ANNOUNCEMENT.matcher(draft.text()).find()) {
                return Optional.empty();
            }
            Set<DocumentId> gone = gone();
            for (ScoredPassage other : evidence.stream().limit(MOST_TRIED).toList()) {
                boolean tried = (cited.size() == 1 && cited.contains(other.found())) || gone.contains(document(other));
                if (!tried && check.backs(draft.text(), other.found())) {
                    return Optional.of(new Checked(
                            new DraftSentence(draft.text(), List.of(quote(draft.text(), other))),
                            new Verdict.Supported()));
                }
            }
            return Optional.empty();
        }

        private DraftSentence.Quote quote(String sentence, ScoredPassage scored) {
            int nearest = check.nearest(sentence, scored.found());
            Passage passage = scored.found().passage();
            return new DraftSentence.Quote(
                    scored,
                    nearest < 0 ? passage.span().range() : passage.sentences().get(nearest));
        }

        private Set<DocumentId> gone() {
            return parts.gone(evidence.stream().map(Grounding::document).collect(Collectors.toSet()));
        }

        /** What cites a deleted document is not said, nor what cites nothing: a model may have it from there. */
        private boolean saysWhatIsGone(Checked checked) {
            Set<DocumentId> gone = gone();
            return !gone.isEmpty()
                    && (!checked.verdict.supported()
                            || checked.draft.quotes().stream()
                                    .anyMatch(quote -> gone.contains(document(quote.passage()))));
        }

        private void say(Checked checked) {
            if (saysWhatIsGone(checked)) {
                return;
            }
            gate.admit(checked.draft.text());
            List<Integer> numbers;
            try {
                numbers = cite(checked.draft);
            } catch (UncheckedIOException failure) {
                if (saysWhatIsGone(checked)) {
                    return; // deleted just now, with what was read of it
                }
                throw failure;
            }
            var sentence = new AnswerSentence(checked.draft.text(), checked.verdict, numbers);
            sentences.add(sentence);
            listener.sentence(sentence);
        }

        private List<Integer> cite(DraftSentence draft) {
            var numbers = new ArrayList<Integer>();
            for (DraftSentence.Quote quote : draft.quotes()) {
                int known = citations.all().size();
                Citation citation = citations.cite(quote);
                if (!numbers.contains(citation.number())) {
                    numbers.add(citation.number());
                }
                if (citations.all().size() > known) {
                    listener.citation(citation);
                }
            }
            return numbers;
        }
    }

    private static DocumentId document(ScoredPassage passage) {
        return passage.found().document().id();
    }

    /** A row of a table is copied together with its header. */
    private static boolean copied(String text, DraftSentence.Quote quote) {
        return words(quote).equals(text)
                || text.equals(TableRows.of(quote.passage().found().passage()).said(quote.range()));
    }

    private static String words(DraftSentence.Quote quote) {
        Passage passage = quote.passage().found().passage();
        return passage.span().range().covers(quote.range()) ? passage.text(quote.range()) : "";
    }

    private record Checked(DraftSentence draft, Verdict verdict) {}
}
