package dev.recto.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Small maps and sets in one column, a line for each entry; neither keys nor values hold line ends. */
final class Pairs {
    private Pairs() {}

    static String write(Map<String, String> map) {
        var lines = new ArrayList<String>();
        new TreeMap<>(map).forEach((key, value) -> lines.add(line(key + "=" + value)));
        return String.join("\n", lines);
    }

    static Map<String, String> map(String column) {
        var map = new LinkedHashMap<String, String>();
        for (String line : lines(column)) {
            int equals = line.indexOf('=');
            map.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return map;
    }

    static String write(Set<String> set) {
        return String.join("\n", set.stream().sorted().map(Pairs::line).toList());
    }

    static Set<String> set(String column) {
        return new LinkedHashSet<>(lines(column));
    }

    private static List<String> lines(String column) {
        return column.isEmpty() ? List.of() : List.of(column.split("\n"));
    }

    private static String line(String text) {
        if (text.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a line end in a key, value or label");
        }
        return text;
    }
}
