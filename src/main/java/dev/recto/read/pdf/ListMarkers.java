package dev.recto.read.pdf;

import java.util.regex.Pattern;

/** How items of a list begin: bullets and enumerators. */
final class ListMarkers {
    private static final Pattern BULLET = Pattern.compile("[•▪▫◦●○■□◆◇►▶➢➤✓✔❖‣⁃∙·–—*-](?=\\s|$).*", Pattern.DOTALL);
    private static final Pattern ENUMERATOR = Pattern.compile(
            "(?:\\((?:\\d{1,3}|[a-zA-Z]|[ivxl]{1,5})\\)|(?:\\d{1,3}|[a-zA-Z]|[ivxl]{1,5})[.)]|[（(][一二三四五六七八九十]{1,3}[）)]|[①-⑳])(?=\\s|$|\\p{IsHan}).*",
            Pattern.DOTALL);
    private static final Pattern ALONE =
            Pattern.compile("[•▪▫◦●○■□◆◇►▶➢➤✓✔❖‣⁃∙·–—*-]|\\(?(?:\\d{1,3}|[a-zA-Z]|[ivxl]{1,5})[.)]");

    private ListMarkers() {}

    /** Returns whether a line begins with a bullet or an enumerator. */
    static boolean begins(String line) {
        return BULLET.matcher(line).matches() || ENUMERATOR.matcher(line).matches();
    }

    static boolean beginsWithBullet(String line) {
        return BULLET.matcher(line).matches();
    }

    /** Returns whether the text is nothing but a marker. */
    static boolean isAlone(String text) {
        return ALONE.matcher(text.strip()).matches();
    }
}
