package dev.recto.answer.grounding;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads numbers written in English words: "one hundred and twenty", "twenty-first", "dozen". */
final class EnglishNumbers {
    private static final Map<String, Long> WORDS = words();
    private static final Map<String, Long> SCALES = Map.of(
            "hundred",
            100L,
            "thousand",
            1_000L,
            "million",
            1_000_000L,
            "billion",
            1_000_000_000L,
            "trillion",
            1_000_000_000_000L,
            "hundredth",
            100L,
            "thousandth",
            1_000L,
            "millionth",
            1_000_000L);

    private static final String WORD = "(?:" + String.join("|", WORDS.keySet()) + ")";
    private static final String SCALE = "(?:" + String.join("|", SCALES.keySet()) + ")";

    /** A run of number words in folded text. */
    static final Pattern RUN = Pattern.compile(
            "(?<![\\p{L}\\d-])" + WORD + "(?:(?:[ -]| and )(?:" + WORD + "|" + SCALE + "))*(?![\\p{L}])");

    private EnglishNumbers() {}

    /** Returns the value of a run, or null where its words make no number together ("two three"). */
    static @Nullable BigDecimal value(String run) {
        long total = 0;
        long section = 0;
        long last = Long.MAX_VALUE;
        for (String word : run.split("[ -]+", -1)) {
            Long scale = SCALES.get(word);
            Long value = WORDS.get(word);
            if (scale != null && scale == 100) {
                section = Math.max(1, section) * 100;
                last = Long.MAX_VALUE;
            } else if (scale != null) {
                total += Math.max(1, section) * scale;
                section = 0;
                last = Long.MAX_VALUE;
            } else if (value != null) {
                boolean follows = last == Long.MAX_VALUE || (last >= 20 && value < 10);
                if (!follows) {
                    return null;
                }
                section += value;
                last = value;
            }
        }
        return BigDecimal.valueOf(total + section);
    }

    /** Returns what a word multiplies a number in digits by; null where it does not. */
    static @Nullable Long scale(String word) {
        return SCALES.get(word);
    }

    private static Map<String, Long> words() {
        String[] small =
                ("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
                                + " eighteen nineteen")
                        .split(" ", -1);
        String[] ordinals =
                ("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
                                + " fifteenth sixteenth seventeenth eighteenth nineteenth")
                        .split(" ", -1);
        String[] tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ", -1);
        Map<String, Long> words = new HashMap<>();
        for (int i = 0; i < small.length; i++) {
            words.put(small[i], i + 1L);
            words.put(ordinals[i], i + 1L);
        }
        for (int i = 0; i < tens.length; i++) {
            words.put(tens[i], (i + 2) * 10L);
            words.put(tens[i].replaceFirst("y$", "ieth"), (i + 2) * 10L);
        }
        words.put("dozen", 12L);
        words.put("twice", 2L);
        return Map.copyOf(words);
    }
}
