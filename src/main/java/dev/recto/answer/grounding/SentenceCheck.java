package dev.recto.answer.grounding;

import dev.recto.index.FoundPassage;
import dev.recto.index.TextAnalysis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks sentences against the passages they cite; remembers the passages it took apart, so one is made for each answer. Not safe for use by
 * several threads.
 *
 * <p>Its thresholds were set on the first half of XQuAD's articles, by {@code eval grounding}; decision 0010 has what was tried.
 */
public final class SentenceCheck {
    /** Share of a sentence's content words that the passages must hold. */
    static final double LEAST_SHARE = 0.5;

    /** Share of the best sentence's agreement that the sentence with a figure or name must reach to be about the same. */
    static final double SAME_SUBJECT = 0.5;

    /** Share of content words from which the sentence is the best one said again: then its figures and names must stand in that one. */
    static final double SAME_SENTENCE = 0.8;

    /** Share of content words from which a denial or an exchange of roles is looked for: below, sentences differ anyway. */
    private static final double SAME_STATEMENT = 0.5;

    /** Longest sentence compared, in UTF-16 units; a longer one is supported only where it is copied. */
    private static final int LONGEST = 2_000;

    private static final Pattern QUOTATION = Pattern.compile("[\"“”「『]([^\"“”」』]{4,300})[\"“”」』]");

    private final PassageReader reader;
    private final NameReader nameReader;
    private final FigureReader figures = new FigureReader();
    private final TextAnalysis analysis;
    private final Map<FoundPassage, EvidencePassage> read = new LinkedHashMap<>();
    private final Map<String, EvidenceSentence> claims = new HashMap<>();
    private final Map<String, Replacements.Side> sides = new HashMap<>();

    /** Analyses words as the index does; {@code analysis} stays its owner's to close. */
    public SentenceCheck(TextAnalysis analysis) {
        this.reader = new PassageReader(analysis);
        this.nameReader = new NameReader(analysis);
        this.analysis = analysis;
    }

    /** Returns whether the cited passages, taken together, say the sentence. */
    public Verdict check(String sentence, List<FoundPassage> cited) {
        if (cited.isEmpty()) {
            return new Verdict.NothingCited();
        }
        List<EvidencePassage> passages = cited.stream()
                .map(found -> read.computeIfAbsent(found, reader::read))
                .toList();
        Squeezed squeezed = Squeezed.of(analysis.fold(sentence));
        List<EvidencePassage> copied = passages.stream()
                .filter(passage -> passage.squeezed().says(squeezed))
                .toList();
        if (!copied.isEmpty()) {
            return copied(analysis.fold(sentence), copied);
        }
        if (squeezed.isEmpty() || sentence.length() > LONGEST) {
            return new Verdict.LittleInCommon(0);
        }
        EvidenceSentence claim = claims.computeIfAbsent(sentence, reader::sentence);
        return new Comparison(claim, passages).verdict();
    }

    /**
     * Returns whether a passage that was not cited for a sentence says it: as {@link #check}, and one of its sentences must hold half of the words. What a
     * model cites is the model's claim too; without one, words that lie scattered over a passage are no statement.
     */
    public boolean backs(String sentence, FoundPassage passage) {
        if (!check(sentence, List.of(passage)).supported()) {
            return false;
        }
        EvidencePassage evidence = read.computeIfAbsent(passage, reader::read);
        boolean copied = evidence.squeezed().says(Squeezed.of(analysis.fold(sentence)));
        EvidenceSentence claim = claims.computeIfAbsent(sentence, reader::sentence);
        return copied || new Comparison(claim, List.of(evidence)).bestShare >= SAME_STATEMENT;
    }

    /** Sentences are compared with several passages, and passages' sentences with several of them. */
    private Replacements.Side side(String text) {
        return sides.computeIfAbsent(text, one -> Replacements.Side.of(one, nameReader.read(one), analysis));
    }

    /** A copied stretch says what its passage says, unless every passage that has it denies it there. */
    private static Verdict copied(String folded, List<EvidencePassage> passages) {
        Verdict denied = new Verdict.Supported();
        for (EvidencePassage passage : passages) {
            EvidenceSentence denying = passage.sentences().stream()
                    .filter(one -> Denials.deniedBefore(folded, one.folded()))
                    .findFirst()
                    .orElse(null);
            if (denying == null) {
                return new Verdict.Supported();
            }
            denied = new Verdict.Denied(denying.text());
        }
        return denied;
    }

    /** Returns the number of the passage's sentence, from 0, that shares most content words with this one; -1 for a passage without sentences. */
    public int nearest(String sentence, FoundPassage passage) {
        Set<String> terms = reader.sentence(sentence).terms();
        List<EvidenceSentence> sentences =
                read.computeIfAbsent(passage, reader::read).sentences();
        int nearest = -1;
        long most = -1;
        for (int i = 0; i < sentences.size(); i++) {
            long common =
                    sentences.get(i).terms().stream().filter(terms::contains).count();
            if (common > most) {
                most = common;
                nearest = i;
            }
        }
        return nearest;
    }

    /**
     * Returns the number of the passage's sentence, from 0, that holds a value: its words as they stand, or its numbers and every content word; -1
     * where none does.
     */
    public int holding(String value, FoundPassage passage) {
        List<EvidenceSentence> sentences =
                read.computeIfAbsent(passage, reader::read).sentences();
        EvidenceSentence wanted = reader.sentence(value.substring(0, Math.min(value.length(), LONGEST)));
        String squeezed = PassageReader.squeezed(wanted.folded());
        for (int i = 0; i < sentences.size(); i++) {
            if (!squeezed.isEmpty() && holds(sentences.get(i), wanted, squeezed)) {
                return i;
            }
        }
        return -1;
    }

    /** A short value must stand as a word of its own: "1" is not in "1998". */
    private static boolean holds(EvidenceSentence sentence, EvidenceSentence wanted, String squeezed) {
        List<Figure> telling = wanted.figures();
        boolean figures =
                telling.stream().allMatch(figure -> sentence.figures().stream().anyMatch(figure::agrees));
        Set<String> words = new HashSet<>(wanted.terms());
        words.removeIf(term -> term.chars().anyMatch(Character::isDigit));
        boolean copied = squeezed.length() > 2
                && PassageReader.squeezed(sentence.folded()).contains(squeezed);
        boolean said = sentence.terms().containsAll(words) && !(words.isEmpty() && telling.isEmpty());
        return figures && (copied || said);
    }

    /** One sentence beside the passages it cites. */
    private final class Comparison {
        private final EvidenceSentence claim;
        private final List<Name> names;
        private final List<EvidencePassage> passages;
        private final List<EvidenceSentence> near = new ArrayList<>();
        private final EvidenceSentence best;
        private final double bestShare;

        Comparison(EvidenceSentence claim, List<EvidencePassage> passages) {
            this.claim = claim;
            this.names = side(claim.text()).names();
            this.passages = passages;
            EvidenceSentence nearest = passages.getFirst().context();
            double highest = -1;
            for (EvidencePassage passage : passages) {
                for (EvidenceSentence sentence : passage.sentences()) {
                    double share = share(sentence.terms());
                    if (share > highest) {
                        highest = share;
                        nearest = sentence;
                    }
                }
            }
            this.best = nearest;
            this.bestShare = Math.max(0, highest);
            double same = bestShare >= SAME_SENTENCE ? 1 : SAME_SUBJECT;
            for (EvidencePassage passage : passages) {
                near.add(passage.context());
                passage.sentences().stream()
                        .filter(sentence -> share(sentence.terms()) >= same * bestShare)
                        .forEach(near::add);
            }
        }

        Verdict verdict() {
            if (bestShare == 0) {
                return new Verdict.LittleInCommon(0); // words of title and headings alone state nothing
            }
            Verdict missing = missing();
            if (missing != null) {
                return missing;
            }
            String replaced = bestShare >= SAME_STATEMENT ? replaced() : "";
            if (!replaced.isEmpty()) {
                return new Verdict.Elsewhere(replaced);
            }
            Set<String> held = new HashSet<>();
            passages.forEach(passage -> held.addAll(passage.terms()));
            double share = share(held);
            if (share < LEAST_SHARE) {
                return new Verdict.LittleInCommon(share);
            }
            if (bestShare >= SAME_STATEMENT
                    && (Denials.contradict(claim.folded(), best.folded())
                            || Denials.deniedBefore(claim.folded(), best.folded()))) {
                return new Verdict.Denied(best.text());
            }
            if (bestShare >= SAME_STATEMENT && Roles.exchanged(claim.folded(), best.folded())) {
                return new Verdict.Exchanged(best.text());
            }
            return new Verdict.Supported();
        }

        /** Returns the first quotation, figure or name that is not in what is cited, or not near what is said; null where all are. */
        private @Nullable Verdict missing() {
            for (MatchResult quotation :
                    QUOTATION.matcher(claim.text()).results().toList()) {
                Squeezed words = Squeezed.of(analysis.fold(quotation.group(1)));
                if (passages.stream().noneMatch(passage -> passage.squeezed().contains(words))) {
                    return new Verdict.Absent(Verdict.Absent.Kind.QUOTATION, quotation.group(1));
                }
            }
            for (Figure figure : claim.figures()) {
                if (figure.telling() && !holds(near, figure)) {
                    return holds(everything(), figure)
                            ? new Verdict.Elsewhere(figure.shown())
                            : new Verdict.Absent(Verdict.Absent.Kind.FIGURE, figure.shown());
                }
            }
            for (Name name : names) {
                if (!holds(near, name)) {
                    return holds(everything(), name)
                            ? new Verdict.Elsewhere(name.shown())
                            : new Verdict.Absent(Verdict.Absent.Kind.NAME, name.shown());
                }
            }
            return null;
        }

        private String replaced() {
            return new Replacements(side(claim.text()), side(best.text()), figures).found();
        }

        private List<EvidenceSentence> everything() {
            List<EvidenceSentence> all = new ArrayList<>();
            passages.forEach(passage -> {
                all.add(passage.context());
                all.addAll(passage.sentences());
            });
            return all;
        }

        private boolean holds(List<EvidenceSentence> sentences, Figure figure) {
            return sentences.stream()
                    .anyMatch(sentence -> sentence.figures().stream().anyMatch(figure::agrees));
        }

        private boolean holds(List<EvidenceSentence> sentences, Name name) {
            boolean han = Character.isIdeographic(name.folded().codePointAt(0));
            return sentences.stream()
                    .anyMatch(sentence -> han
                            ? sentence.folded().contains(name.folded())
                            : holdsWord(sentence.folded(), name.folded()));
        }

        private static boolean holdsWord(String text, String word) {
            for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
                int end = at + word.length();
                boolean begins = at == 0 || !letter(text.codePointBefore(at));
                if (begins && (end == text.length() || !letter(text.codePointAt(end)))) {
                    return true;
                }
            }
            return false;
        }

        private static boolean letter(int point) {
            return Character.isLetter(point) && !Character.isIdeographic(point);
        }

        private double share(Set<String> held) {
            if (claim.terms().isEmpty()) {
                return 0;
            }
            return (double) claim.terms().stream().filter(held::contains).count()
                    / claim.terms().size();
        }
    }
}
