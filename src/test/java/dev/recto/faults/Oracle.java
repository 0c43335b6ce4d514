package dev.recto.faults;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Says what a home must hold and what its questions must find, from what it acknowledged. */
final class Oracle {
    private static final int REMEMBERED = 300;
    /** The text of each key. A text's first word is its own, and no other text has it. */
    private final TreeMap<String, String> held = new TreeMap<>();
    /** Keys that were received or deleted since the queue was last seen empty. */
    private final Set<String> unsettled = new HashSet<>();
    /** Words that a key had before, since the queue was last seen empty. */
    private final Map<String, Set<String>> earlier = new HashMap<>();

    private final Deque<String> gone = new ArrayDeque<>();
    private @Nullable Pending pending;

    /** What was asked for and not acknowledged: a null text is a deletion. */
    record Pending(Map<String, @Nullable String> texts) {}

    /** Notes what is asked for now. */
    void begin(Map<String, @Nullable String> texts) {
        pending = new Pending(texts);
    }

    /** Notes that what was asked for is acknowledged. */
    void acknowledged() {
        Pending done = pending;
        pending = null;
        if (done != null) {
            done.texts().forEach(this::put);
        }
    }

    /** Notes that what was asked for had no effect. */
    void undone() {
        pending = null;
    }

    Optional<Pending> pending() {
        return Optional.ofNullable(pending);
    }

    /** Notes that nothing waits any more. */
    void settled() {
        unsettled.clear();
        earlier.clear();
    }

    Map<String, String> held() {
        return held;
    }

    /** Returns a key that is held. */
    String anyKey(RandomGenerator random) {
        List<String> keys = List.copyOf(held.keySet());
        return keys.get(random.nextInt(keys.size()));
    }

    /** Returns words of texts that were replaced or deleted, the newest first. */
    List<String> gone() {
        return List.copyOf(gone);
    }

    /** Returns what is wrong with the keys found for a word, or null. */
    @Nullable
    String wrong(String word, List<String> found) {
        var must = new TreeSet<String>();
        var may = new TreeSet<>(earlier.getOrDefault(word, Set.of()));
        for (var one : held.entrySet()) {
            if (word(one.getValue()).equals(word)) {
                may.add(one.getKey());
                if (!unsettled.contains(one.getKey())) {
                    must.add(one.getKey());
                }
            }
        }
        var once = new TreeSet<>(found);
        if (once.size() != found.size()) {
            return "found twice: " + word + " in " + found;
        }
        if (!once.containsAll(must)) {
            return "lost: " + word + " is in " + must + " and was found in " + found;
        }
        return may.containsAll(once) ? null : "returned: " + word + " was found in " + found + ", may be in " + may;
    }

    static String word(String text) {
        return text.substring(0, text.indexOf(' '));
    }

    private void put(String key, @Nullable String text) {
        String before = held.get(key);
        if (before != null && !before.equals(text)) {
            gone.addFirst(word(before));
            if (text != null) {
                earlier.computeIfAbsent(word(before), word -> new HashSet<>()).add(key);
            } else {
                earlier.values().forEach(keys -> keys.remove(key));
            }
        }
        if (gone.size() > REMEMBERED) {
            gone.removeLast();
        }
        unsettled.add(key);
        if (text == null) {
            held.remove(key);
        } else {
            held.put(key, text);
        }
    }

    /** Returns the words of a list that no held text has. */
    List<String> deadOf(List<String> words) {
        var alive = new HashSet<String>();
        held.values().forEach(text -> alive.add(word(text)));
        var dead = new ArrayList<String>(words);
        dead.removeIf(alive::contains);
        return dead;
    }
}
