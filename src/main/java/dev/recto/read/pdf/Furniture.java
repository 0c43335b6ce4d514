package dev.recto.read.pdf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Running headers, footers and page numbers: rows at the edge of a page that stand at the same height on neighbouring pages with
 * the same words and the same numbers, or numbers that count the pages. What has other numbers is a form that was filled in anew.
 */
final class Furniture {
    /** Rows looked at from each edge of a page. */
    private static final int EDGE_ROWS = 4;

    /** Running heads of left and right pages take turns, and chapters change them: so many pages to either side count. */
    private static final int NEIGHBOURS = 6;

    private static final float SAME_HEIGHT_POINTS = 4;
    /** A number of so many digits counts no pages. */
    private static final int LONG_NUMBER = 9;

    private static final Pattern NUMBER = Pattern.compile("\\d+|\\b[ivxlcdm]+\\b");
    private static final Pattern NUMBER_ALONE = Pattern.compile("(?:[a-z]-)?[-–—\\s]*#[-–—\\s]*");
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    /** Where a row stands, and the numbers in it from left to right. */
    private record Place(int page, float height, List<String> numbers) {
        static Place of(Row row, int page) {
            return new Place(
                    page,
                    row.baseline(),
                    DIGITS.matcher(row.text()).results().map(MatchResult::group).toList());
        }

        boolean saysTheSame(Place other) {
            boolean same = numbers.size() == other.numbers.size();
            for (int i = 0; same && i < numbers.size(); i++) {
                same = counts(numbers.get(i), other.numbers.get(i), other.page - page);
            }
            return same;
        }

        private static boolean counts(String here, String there, int pages) {
            return here.equals(there)
                    || (here.length() < LONG_NUMBER
                            && there.length() < LONG_NUMBER
                            && Integer.parseInt(there) - Integer.parseInt(here) == pages);
        }
    }

    private final Map<String, List<Place>> places = new HashMap<>();
    private final Map<String, List<Integer>> counts = new HashMap<>();
    private int pages;

    /** Notes the edge rows of the next page. */
    void add(PageRows page) {
        for (boolean top : new boolean[] {true, false}) {
            List<Row> rows = edge(page, top);
            if (!rows.isEmpty() && NUMBER_ALONE.matcher(mask(rows.getFirst())).matches()) {
                counts.computeIfAbsent(count(rows.getFirst(), pages), k -> new ArrayList<>())
                        .add(pages);
            }
            for (Row row : rows) {
                places.computeIfAbsent(key(row, top), k -> new ArrayList<>()).add(Place.of(row, pages));
            }
        }
        pages++;
    }

    /** Returns the rows of the page with this index, from 0, that are furniture; compared by identity. */
    Set<Row> on(PageRows page, int index) {
        Set<Row> found = Collections.newSetFromMap(new IdentityHashMap<>());
        for (boolean top : new boolean[] {true, false}) {
            boolean outermost = true;
            for (Row row : edge(page, top)) {
                if (!(outermost && continuesCount(row, index)) && !repeats(row, top, index)) {
                    break;
                }
                found.add(row);
                outermost = false;
            }
        }
        return found;
    }

    private boolean repeats(Row row, boolean top, int index) {
        if (NUMBER_ALONE.matcher(mask(row)).matches()) {
            return false;
        }
        Place here = Place.of(row, index);
        long near = places.getOrDefault(key(row, top), List.of()).stream()
                .filter(p -> p.page() != index && Math.abs(p.page() - index) <= NEIGHBOURS)
                .filter(p -> Math.abs(p.height() - row.baseline()) <= SAME_HEIGHT_POINTS)
                .filter(here::saysTheSame)
                .count();
        return near >= (pages <= 4 ? 1 : 2);
    }

    /** A number alone is the page's if it grows by one from page to page. */
    private boolean continuesCount(Row row, int index) {
        if (!NUMBER_ALONE.matcher(mask(row)).matches()) {
            return false;
        }
        long near = counts.getOrDefault(count(row, index), List.of()).stream()
                .filter(page -> page != index && Math.abs(page - index) <= NEIGHBOURS)
                .count();
        return near >= 1;
    }

    /** Returns what a page number differs by from the page's index, with whatever stands around it. */
    private static String count(Row row, int index) {
        String text = row.text().replaceAll("\\s+", "");
        Matcher digits = DIGITS.matcher(text);
        if (digits.find() && digits.group().length() < LONG_NUMBER) {
            return digits.replaceFirst(String.valueOf(Integer.parseInt(digits.group()) - index));
        }
        return "roman";
    }

    private static String key(Row row, boolean top) {
        return (top ? "^" : "_") + row.runs().getFirst().turn().hashCode() + ":" + mask(row);
    }

    private static String mask(Row row) {
        String text = row.text().toLowerCase(java.util.Locale.ROOT);
        return NUMBER.matcher(text).replaceAll("#").replaceAll("\\s+", " ").strip();
    }

    private static List<Row> edge(PageRows page, boolean top) {
        List<Row> rows = page.rows();
        if (rows.isEmpty()) {
            return rows;
        }
        Turn turn = rows.getFirst().runs().getFirst().turn();
        Comparator<Row> byHeight = Comparator.comparing(Row::baseline);
        return rows.stream()
                .filter(row -> row.runs().getFirst().turn().equals(turn))
                .sorted(top ? byHeight : byHeight.reversed())
                .limit(EDGE_ROWS)
                .toList();
    }
}
