package dev.recto.embed;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which languages a text is in, by the share of Han characters in it.
 *
 * <p>A Han character carries about as much as a word of Latin letters: "合同" is "contract". So what is compared is Han characters
 * against words of other letters (runs of them), each Chinese word counted as two characters.
 */
final class ScriptChoice {
    /**
     * Share below which a script is only sprinkled in, such as a product's name in a Chinese sentence or a Chinese name in an
     * English one, and needs no model of its own.
     */
    static final double MINOR_SHARE = 0.2;

    /** Characters read of a text: enough to tell its script, so that a huge text costs no more. */
    private static final int SAMPLE_CHARS = 20_000;

    private ScriptChoice() {}

    /** Returns the languages of a text; never empty: a text without letters counts as English. */
    static Set<Language> of(String text) {
        double han = hanShare(text);
        if (han < MINOR_SHARE) {
            return EnumSet.of(Language.ENGLISH);
        }
        return han > 1 - MINOR_SHARE ? EnumSet.of(Language.CHINESE) : EnumSet.of(Language.ENGLISH, Language.CHINESE);
    }

    /** Returns the share of Chinese words among all words, 0 to 1; 0 for a text without letters. */
    static double hanShare(String text) {
        int hanCharacters = 0;
        int otherWords = 0;
        boolean inWord = false;
        int end = Math.min(text.length(), SAMPLE_CHARS);
        for (int at = 0; at < end; ) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            boolean letter = Character.isLetter(character);
            boolean han = letter && isChinese(character);
            if (han) {
                hanCharacters++;
            } else if (letter && !inWord) {
                otherWords++;
            }
            inWord = letter && !han || inWord && Character.isDigit(character);
        }
        double hanWords = hanCharacters / 2.0;
        return hanCharacters == 0 ? 0 : hanWords / (hanWords + otherWords);
    }

    private static boolean isChinese(int character) {
        UnicodeScript script = UnicodeScript.of(character);
        return script == UnicodeScript.HAN || script == UnicodeScript.BOPOMOFO;
    }
}
