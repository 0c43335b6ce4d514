package dev.recto.read.pdf;

import dev.recto.document.BlockKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells headings from running text by size, weight, case and numbering, and ranks their styles to levels. */
final class Headings {
    private static final int LONGEST = 200;
    private static final int MOST_ROWS = 4;
    private static final int DEEPEST = 6;
    private static final int LARGEST = 3;
    private static final Pattern NUMBERED =
            Pattern.compile("(\\d{1,2}(?:\\.\\d{1,2}){0,4})\\.?\\s+\\p{L}.*", Pattern.DOTALL);
    private static final Pattern PART = Pattern.compile(
            "(?:PART|Part|CHAPTER|Chapter|APPENDIX|Appendix)\\s+(?:[IVX]+|\\d+|[A-Z])\\b.*|第[一二三四五六七八九十百零〇\\d]+[章篇编部].*",
            Pattern.DOTALL);
    private static final Pattern ITEM = Pattern.compile(
            "(?:ITEM|Item|SECTION|Section|ARTICLE|Article|NOTE|Note)\\s+(?:\\d+[A-Z]?|[IVX]+)\\b.*|第[一二三四五六七八九十百零〇\\d]+[节節].*|[一二三四五六七八九十]{1,3}、.*",
            Pattern.DOTALL);

    /**
     * How a heading looks.
     *
     * @param size 0 for the body's, 1 to 3 for larger type
     * @param numbering 0 for parts and chapters, 1 for items and sections, 2 without number, 3 and more for the depth of 1.1
     * @param weight 0 bold capitals, 1 bold, 2 bold italic, 3 capitals, 4 plain, 5 italic
     */
    private record Style(int size, int numbering, int weight) {}

    private static final Comparator<Style> OUTERMOST_FIRST = Comparator.<Style>comparingInt(s -> -s.size())
            .thenComparing(Style::numbering)
            .thenComparing(Style::weight);

    private final float body;
    private final boolean bodyIsBold;
    private final Map<Style, Integer> found = new TreeMap<>(OUTERMOST_FIRST);
    private final Map<Style, Integer> onFirstPage = new HashMap<>();

    Headings(Typography typography) {
        this.body = typography.bodySize();
        this.bodyIsBold = typography.bodyIsBold();
    }

    /** Notes a page's headings, so that levels can be told when all pages are known. */
    void add(List<Draft> drafts, boolean firstPage) {
        for (Draft draft : drafts) {
            if (isHeading(draft)) {
                found.merge(style(draft), 1, Integer::sum);
                if (firstPage) {
                    onFirstPage.merge(style(draft), 1, Integer::sum);
                }
            }
        }
    }

    /** Returns the level of a heading: its style's rank; styles met once or on the title page alone open no level of their own. */
    int level(Draft draft) {
        Style style = style(draft);
        if (style.size() > 0 && style.numbering() > 1 && isTitlePageOnly(style)) {
            return 1;
        }
        int level = 1;
        for (Map.Entry<Style, Integer> other : found.entrySet()) {
            if (other.getKey().equals(style)) {
                break;
            }
            level += isRare(other.getKey(), other.getValue()) ? 0 : 1;
        }
        return Math.min(level, DEEPEST);
    }

    private boolean isTitlePageOnly(Style style) {
        return found.getOrDefault(style, 0).equals(onFirstPage.get(style));
    }

    private boolean isRare(Style style, int times) {
        int elsewhere = times - onFirstPage.getOrDefault(style, 0);
        return elsewhere == 0 || (elsewhere < 3 && style.numbering() > 1 && style.size() == 0);
    }

    boolean isHeading(Draft draft) {
        if (draft.kind() != BlockKind.PARAGRAPH && draft.kind() != BlockKind.LIST_ITEM) {
            return false;
        }
        String text = draft.text();
        if (draft.rows() > MOST_ROWS || text.length() > LONGEST || !isTitleLike(text)) {
            return false;
        }
        float ratio = draft.size() / body;
        boolean sentence = text.length() > 60 && endsLikeSentence(text);
        if (ratio >= 1.15f) {
            return !sentence || draft.bold() || ratio >= 1.4f;
        }
        if (ratio < 0.88f
                || draft.kind() == BlockKind.LIST_ITEM
                        && !NUMBERED.matcher(text).matches()) {
            return false;
        }
        if (draft.bold() && !bodyIsBold) {
            return !text.endsWith(",") && (draft.rows() <= 2 || !sentence);
        }
        if (draft.rows() > 2 || (endsLikeSentence(text) && !(draft.italic() && text.endsWith(":")))) {
            return false;
        }
        return isCapitals(text)
                || (text.length() <= 90
                        && (PART.matcher(text).matches() || ITEM.matcher(text).matches()))
                || (draft.italic() && text.length() <= 80 && Character.isUpperCase(text.codePointAt(0)));
    }

    /** A heading says something: three letters or two Han, and more letters than digits. */
    private static boolean isTitleLike(String text) {
        long letters = text.codePoints().filter(Character::isLetter).count();
        long han = text.codePoints().filter(GlyphText::isCjk).count();
        long digits = text.codePoints().filter(Character::isDigit).count();
        return (letters >= 3 || han >= 2) && letters > digits && !Character.isLowerCase(text.codePointAt(0));
    }

    private static boolean endsLikeSentence(String text) {
        return ".;,。；，：:".indexOf(text.charAt(text.length() - 1)) >= 0;
    }

    private static boolean isCapitals(String text) {
        long upper = text.codePoints().filter(Character::isUpperCase).count();
        return upper >= 4 && text.length() <= 90 && text.codePoints().noneMatch(Character::isLowerCase);
    }

    private Style style(Draft draft) {
        String text = draft.text();
        boolean capitals = isCapitals(text);
        int weight = draft.bold() ? (capitals ? 0 : draft.italic() ? 2 : 1) : capitals ? 3 : draft.italic() ? 5 : 4;
        int numbering = numbering(text);
        // parts and items are the outermost whatever they are set in: reports vary their type from one to the next
        return numbering < 2
                ? new Style(LARGEST - numbering, numbering, 0)
                : new Style(sizeClass(draft.size() / body), numbering, weight);
    }

    private static int sizeClass(float ratio) {
        return ratio >= 1.7f ? LARGEST : ratio >= 1.35f ? 2 : ratio >= 1.12f ? 1 : 0;
    }

    private static int numbering(String text) {
        if (PART.matcher(text).matches()) {
            return 0;
        }
        if (ITEM.matcher(text).matches()) {
            return 1;
        }
        Matcher numbered = NUMBERED.matcher(text);
        return numbered.matches()
                ? 2 + (int) numbered.group(1).chars().filter(c -> c == '.').count()
                : 7;
    }
}
