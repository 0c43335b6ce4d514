package dev.recto.answer.grounding;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the numbers of a folded text: digits with their marks, English and Chinese number words, dates, percents, amounts, ordinals. */
final class FigureReader {
    /** Numbers longer than this are no quantities; they are compared as they stand. */
    private static final int MOST_DIGITS = 40;

    private static final String HAN = "[" + ChineseNumbers.CHARACTERS + "]";
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final Pattern MONTH =
            Pattern.compile("(?<!\\p{L})(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
                    + "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?!\\p{L})");
    private static final Pattern DAY_NEAR = Pattern.compile("^\\.?,? ?\\d|^ (?:of )?(?:the )?\\d");
    private static final Pattern DAY_BEFORE = Pattern.compile("\\d(?:st|nd|rd|th)?(?: of)? $");
    private static final Pattern NUMERIC_DATE =
            Pattern.compile("(?<!\\d)(\\d{4})[_/.](\\d{1,2})[_/.](\\d{1,2})(?!\\d)");
    private static final Pattern HAN_FRACTION =
            Pattern.compile("(" + HAN + "+)分之(" + HAN + "+(?:点" + HAN + "+)?|\\d+(?:\\.\\d+)?)");
    private static final Pattern TENTHS = Pattern.compile("(?<![\\p{IsHan}])?([一二三四五六七八九])成(?![为立功员就果本人年长分绩败])");
    private static final Pattern DIGITS = Pattern.compile(
            "(\\d{1,3}(?:,\\d{3})+|\\d+)(\\.\\d+)?(?: (\\d)/(\\d{1,2})(?![\\d/]))?(?:(?: ?-?(hundred|thousand|million|billion|trillion)(?!\\p{L}))|(?: ?([百千万亿]{1,2})(?![米克瓦卡])))?");
    private static final Pattern FRACTION = Pattern.compile("(?<![\\d/_])(?<!\\d )(\\d{1,3})/(\\d{1,3})(?![\\d/])");
    private static final Pattern HAN_NUMBER = Pattern.compile("(第?)(" + HAN + "+)");
    private static final Pattern COUNTED =
            Pattern.compile("^ ?(?:分钟|分之|[年月日号次个名位人所座种支场岁天届枚条件元米倍度层章节项页周点秒小公英平美吨世辆只本台队代艘套])");

    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("%", "%"),
            Map.entry("percent", "%"),
            Map.entry("per cent", "%"),
            Map.entry("km", "km"),
            Map.entry("kilometers", "km"),
            Map.entry("kilometres", "km"),
            Map.entry("公里", "km"),
            Map.entry("千米", "km"),
            Map.entry("miles", "mi"),
            Map.entry("英里", "mi"),
            Map.entry("meters", "m"),
            Map.entry("metres", "m"),
            Map.entry("米", "m"),
            Map.entry("feet", "ft"),
            Map.entry("英尺", "ft"),
            Map.entry("kg", "kg"),
            Map.entry("kilograms", "kg"),
            Map.entry("公斤", "kg"),
            Map.entry("千克", "kg"),
            Map.entry("dollars", "USD"),
            Map.entry("美元", "USD"),
            Map.entry("pounds", "GBP"),
            Map.entry("英镑", "GBP"),
            Map.entry("euros", "EUR"),
            Map.entry("欧元", "EUR"),
            Map.entry("元", "CNY"),
            Map.entry("yuan", "CNY"),
            Map.entry("rmb", "CNY"),
            Map.entry("days", "day"),
            Map.entry("天", "day"),
            Map.entry("hours", "hour"),
            Map.entry("小时", "hour"),
            Map.entry("minutes", "minute"),
            Map.entry("分钟", "minute"),
            Map.entry("weeks", "week"),
            Map.entry("周", "week"),
            Map.entry("months", "months"),
            Map.entry("个月", "months"),
            Map.entry("月", "month"));
    private static final Pattern UNIT = Pattern.compile(
            "^(?: |_| -|-)?(%|percent|per cent|kilomet(?:er|re)s|km|miles|met(?:er|re)s|feet|kg|kilograms|dollars|pounds|euros|yuan|rmb"
                    + "|days|hours|minutes|weeks|months)(?!\\p{L})|^ ?(公里|千米|英里|米|英尺|公斤|千克|美元|英镑|欧元|元|天|小时|分钟|周|个月|月)");
    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    private static final Pattern CURRENCY = Pattern.compile("([$£€¥]) ?$");

    /** Returns the numbers of a text, in no order. */
    List<Figure> read(String folded) {
        List<Figure> figures = new ArrayList<>();
        StringBuilder left = new StringBuilder(folded);
        take(NUMERIC_DATE, left, match -> date(match, figures));
        take(HAN_FRACTION, left, match -> fraction(match, figures));
        take(
                TENTHS,
                left,
                match -> figures.add(new Figure(
                        ten(ChineseNumbers.value(match.group(1))), "%", true, match.group(), match.start())));
        months(left, figures);
        take(FRACTION, left, match -> plainFraction(match, figures));
        take(DIGITS, left, match -> digits(match, folded, figures));
        take(HAN_NUMBER, left, match -> han(match, folded, figures));
        take(EnglishNumbers.RUN, left, match -> english(match, folded, figures));
        return figures;
    }

    /** Hands over each match and blanks it, so that no other pattern reads it again. */
    private static void take(Pattern pattern, StringBuilder left, java.util.function.Consumer<Matcher> each) {
        Matcher matcher = pattern.matcher(left.toString());
        while (matcher.find()) {
            each.accept(matcher);
            for (int i = matcher.start(); i < matcher.end(); i++) {
                left.setCharAt(i, '\u0001');
            }
        }
    }

    private static void date(Matcher match, List<Figure> figures) {
        String[] units = {"", "month", ""};
        for (int i = 0; i < units.length; i++) {
            figures.add(new Figure(
                    new BigDecimal(match.group(i + 1)), units[i], true, match.group(i + 1), match.start(i + 1)));
        }
    }

    private static void fraction(Matcher match, List<Figure> figures) {
        BigDecimal whole = ChineseNumbers.value(match.group(1));
        BigDecimal part =
                Character.isDigit(match.group(2).charAt(0)) ? new BigDecimal(match.group(2)) : decimal(match.group(2));
        if (whole == null || part == null || whole.signum() == 0) {
            return;
        }
        boolean percent = match.group(1).equals("百");
        BigDecimal value = percent ? part : part.divide(whole, MathContext.DECIMAL32);
        figures.add(new Figure(value, percent ? "%" : "", true, match.group(), match.start()));
    }

    private static @Nullable BigDecimal decimal(String han) {
        int point = han.indexOf('点');
        if (point < 0) {
            return ChineseNumbers.value(han);
        }
        BigDecimal whole = ChineseNumbers.value(han.substring(0, point));
        BigDecimal part = ChineseNumbers.value("零" + han.substring(point + 1));
        return whole == null || part == null ? null : whole.add(part.movePointLeft(han.length() - point - 1));
    }

    private static BigDecimal ten(@Nullable BigDecimal tenths) {
        return tenths == null ? BigDecimal.ZERO : tenths.movePointRight(1);
    }

    private static void months(StringBuilder left, List<Figure> figures) {
        String text = left.toString();
        Matcher matcher = MONTH.matcher(text);
        while (matcher.find()) {
            boolean verb = matcher.group().equals("may")
                    || matcher.group().equals("mar")
                    || matcher.group().equals("march");
            boolean dated = DAY_NEAR.matcher(text.substring(matcher.end())).find()
                    || DAY_BEFORE
                            .matcher(text.substring(Math.max(0, matcher.start() - 8), matcher.start()))
                            .find();
            if (dated || !verb) {
                int month = MONTHS.indexOf(matcher.group().substring(0, 3)) + 1;
                figures.add(new Figure(BigDecimal.valueOf(month), "month", true, matcher.group(), matcher.start()));
            }
        }
    }

    private static void plainFraction(Matcher match, List<Figure> figures) {
        BigDecimal whole = new BigDecimal(match.group(2));
        if (whole.signum() > 0) {
            BigDecimal value = new BigDecimal(match.group(1)).divide(whole, MathContext.DECIMAL32);
            figures.add(new Figure(value, "", true, match.group(), match.start()));
        }
    }

    private static void digits(Matcher match, String folded, List<Figure> figures) {
        String plain = match.group(1).replace(",", "");
        if (plain.length() > MOST_DIGITS) {
            plain = plain.substring(0, MOST_DIGITS);
        }
        String places = match.group(2) == null || match.group(2).length() > MOST_DIGITS ? "" : match.group(2);
        BigDecimal value = new BigDecimal(plain + places);
        if (match.group(3) != null && !match.group(4).equals("0")) {
            value = value.add(
                    new BigDecimal(match.group(3)).divide(new BigDecimal(match.group(4)), MathContext.DECIMAL32));
        }
        value = value.multiply(BigDecimal.valueOf(scale(match.group(5), match.group(6))));
        figures.add(new Figure(
                value,
                unit(folded, match.start(), match.end()),
                true,
                match.group().strip(),
                match.start()));
    }

    private static long scale(@Nullable String english, @Nullable String han) {
        Long word = english == null ? null : EnglishNumbers.scale(english);
        long scale = word == null ? 1 : word;
        if (han != null) {
            for (int i = 0; i < han.length(); i++) {
                scale *= Math.max(1, ChineseNumbers.scale(han.charAt(i)));
            }
        }
        return scale;
    }

    private static void han(Matcher match, String folded, List<Figure> figures) {
        BigDecimal value = ChineseNumbers.value(match.group(2));
        boolean scaleAlone = match.group(2).length() == 1
                && ChineseNumbers.scale(match.group(2).charAt(0)) >= 100;
        if (value == null || scaleAlone) {
            return;
        }
        boolean ordinal = !match.group(1).isEmpty();
        boolean counts =
                ordinal || COUNTED.matcher(folded.substring(match.end())).find();
        boolean telling = (counts && value.compareTo(BigDecimal.ONE) > 0)
                || (match.group(2).length() > 2 && value.compareTo(BigDecimal.TEN) > 0);
        figures.add(new Figure(value, unit(folded, match.start(), match.end()), telling, match.group(), match.start()));
    }

    /** Words that make no number together ("first three") are numbers of their own. */
    private static void english(Matcher match, String folded, List<Figure> figures) {
        if (EnglishNumbers.value(match.group()) != null) {
            english(match.group(), match.start(), folded, figures);
            return;
        }
        Matcher words = WORD.matcher(match.group());
        while (words.find()) {
            english(words.group(), match.start() + words.start(), folded, figures);
        }
    }

    private static void english(String words, int start, String folded, List<Figure> figures) {
        BigDecimal value = EnglishNumbers.value(words);
        if (value != null && value.signum() > 0) {
            boolean telling = value.compareTo(BigDecimal.ONE) > 0 && !words.equals("second");
            figures.add(new Figure(value, unit(folded, start, start + words.length()), telling, words, start));
        }
    }

    private static String unit(String folded, int start, int end) {
        Matcher after = UNIT.matcher(folded.substring(end, Math.min(folded.length(), end + 16)));
        if (after.find()) {
            String found = after.group(1) == null ? after.group(2) : after.group(1);
            return UNITS.getOrDefault(found, "");
        }
        Matcher before = CURRENCY.matcher(folded.substring(Math.max(0, start - 2), start));
        if (!before.find()) {
            return "";
        }
        return switch (before.group(1)) {
            case "$" -> "USD";
            case "£" -> "GBP";
            case "€" -> "EUR";
            default -> "CNY";
        };
    }
}
