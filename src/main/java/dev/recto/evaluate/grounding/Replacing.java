package dev.recto.evaluate.grounding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Puts one match of a pattern in a sentence in place of another. */
final class Replacing {
    private Replacing() {}

    /** Returns the sentence with a random match replaced by a random one of the others' matches that differs and is not in the sentence. */
    static Optional<String> random(String sentence, Pattern pattern, List<String> others, Random random) {
        List<MatchResult> places = pattern.matcher(sentence).results().toList();
        if (places.isEmpty()) {
            return Optional.empty();
        }
        MatchResult place = places.get(random.nextInt(places.size()));
        List<String> fitting = new ArrayList<>();
        for (String other : others) {
            pattern.matcher(other)
                    .results()
                    .map(MatchResult::group)
                    .filter(group -> !sentence.contains(group) && !place.group().contains(group))
                    .forEach(fitting::add);
        }
        return fitting.isEmpty()
                ? Optional.empty()
                : Optional.of(at(sentence, place, fitting.get(random.nextInt(fitting.size()))));
    }

    /** Returns the sentence with a random name of the pattern's replaced by a random fitting one of the others that neither holds nor is held by it. */
    static Optional<String> name(
            String sentence, Pattern names, List<String> others, BiPredicate<String, String> fits, Random random) {
        List<MatchResult> places = names.matcher(sentence).results().toList();
        if (places.isEmpty()) {
            return Optional.empty();
        }
        MatchResult place = places.get(random.nextInt(places.size()));
        String name = place.group();
        return one(
                        others,
                        other -> fits.test(name, other)
                                && !sentence.contains(other)
                                && !other.contains(name)
                                && !name.contains(other),
                        random)
                .map(other -> at(sentence, place, other));
    }

    /** Returns the sentence with what was matched replaced. */
    static String at(String sentence, MatchResult place, String replacement) {
        return sentence.substring(0, place.start()) + replacement + sentence.substring(place.end());
    }

    /** Returns a random one of the list's fitting entries; empty where none fits. */
    static Optional<String> one(List<String> list, Predicate<String> fits, Random random) {
        List<String> fitting = list.stream().filter(fits).toList();
        return fitting.isEmpty() ? Optional.empty() : Optional.of(fitting.get(random.nextInt(fitting.size())));
    }
}
