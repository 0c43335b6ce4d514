package dev.recto.evaluate.grounding;

import dev.recto.index.FoundPassage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Makes sentences whose truth is known out of passages, the same ones for the same seed.
 *
 * <p>What is swapped in stands elsewhere in the same passage one time in two, where the passage has such a thing: grounding must then see that
 * it is said of something else. Half of the false sentences are made from a reworded one. A foreign passage is one of the same article one time
 * in two.
 */
public final class SentenceCases {
    /** Sentences shorter than this, in UTF-16 units, say too little to be told apart: captions and cut-off ends. */
    private static final int SHORTEST = 15;

    private final Wording wording;
    private final Random random;
    private final List<List<FoundPassage>> articles;
    private final List<FoundPassage> passages;
    private final List<String> everyText;
    private final List<String> everyName;

    /**
     * Reads the passages.
     *
     * @param articles each the passages of one article, in order
     */
    public SentenceCases(Wording wording, List<List<FoundPassage>> articles, long seed) {
        this.wording = wording;
        this.articles = articles;
        this.random = new Random(seed);
        this.passages = articles.stream().flatMap(List::stream).toList();
        this.everyText = passages.stream().map(found -> found.passage().text()).toList();
        this.everyName = everyText.stream()
                .flatMap(text -> wording.names(text).stream())
                .distinct()
                .toList();
    }

    /**
     * Returns up to as many cases of each kind as asked for; fewer where the passages do not give them.
     *
     * @param counts how many of each kind
     */
    public List<SentenceCase> of(Map<SentenceKind, Integer> counts) {
        List<Place> places = places();
        List<SentenceCase> cases = new ArrayList<>();
        Map<SentenceKind, Integer> left = new EnumMap<>(counts);
        for (SentenceKind kind : SentenceKind.values()) {
            Collections.shuffle(places, random);
            for (Place place : places) {
                if (left.getOrDefault(kind, 0) == 0) {
                    break;
                }
                made(kind, place).ifPresent(one -> {
                    cases.add(one);
                    left.merge(kind, -1, Integer::sum);
                });
            }
        }
        return cases;
    }

    private Optional<SentenceCase> made(SentenceKind kind, Place place) {
        String original = place.passage.passage().sentence(place.sentence);
        if (kind.holds() || kind == SentenceKind.PASSAGE) {
            Optional<String> text = kind == SentenceKind.QUOTED
                    ? Optional.of(original)
                    : kind == SentenceKind.REWORDED ? wording.reword(original, random) : Optional.of(base(original));
            FoundPassage cited = kind == SentenceKind.PASSAGE ? foreign(place) : place.passage;
            return text.map(said -> new SentenceCase(kind, said, original, cited));
        }
        return falsified(kind, base(original), place)
                .map(said -> new SentenceCase(kind, said, original, place.passage));
    }

    private String base(String original) {
        return random.nextBoolean()
                ? original
                : wording.reword(original, random).orElse(original);
    }

    private Optional<String> falsified(SentenceKind kind, String base, Place place) {
        List<String> own = List.of(place.passage.passage().text());
        List<String> ownNames = wording.names(own.getFirst());
        boolean near = random.nextBoolean();
        return switch (kind) {
            case NUMBER ->
                near
                        ? wording.otherNumber(base, own, random).or(() -> wording.otherNumber(base, everyText, random))
                        : wording.otherNumber(base, everyText, random);
            case DATE ->
                near
                        ? wording.otherDate(base, own, random).or(() -> wording.otherDate(base, everyText, random))
                        : wording.otherDate(base, everyText, random);
            case NAME ->
                near
                        ? wording.otherName(base, ownNames, random).or(() -> wording.otherName(base, everyName, random))
                        : wording.otherName(base, everyName, random);
            case NEGATION -> wording.negate(base, random);
            case ROLES -> wording.exchangeRoles(base, ownNames);
            case QUOTED, REWORDED, PASSAGE -> Optional.empty();
        };
    }

    private FoundPassage foreign(Place place) {
        List<FoundPassage> near = articles.get(place.article).stream()
                .filter(other -> !other.equals(place.passage))
                .toList();
        List<FoundPassage> from = near.isEmpty() || random.nextBoolean() ? passages : near;
        FoundPassage chosen = from.get(random.nextInt(from.size()));
        return chosen.equals(place.passage) ? foreign(place) : chosen;
    }

    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        for (int article = 0; article < articles.size(); article++) {
            for (FoundPassage found : articles.get(article)) {
                for (int i = 0; i < found.passage().sentences().size(); i++) {
                    if (found.passage().sentence(i).length() >= SHORTEST) {
                        places.add(new Place(article, found, i));
                    }
                }
            }
        }
        return places;
    }

    private record Place(int article, FoundPassage passage, int sentence) {}
}
