package dev.recto.answer.chat;

import java.lang.Character.UnicodeScript;
import java.util.Locale;

/** The languages in which there are prompts. */
public enum PromptLanguage {
    EN,
    ZH;

    /** Returns the language of a question: Chinese where it has a Han character, else English. */
    public static PromptLanguage of(String question) {
        return question.codePoints().anyMatch(c -> UnicodeScript.of(c) == UnicodeScript.HAN) ? ZH : EN;
    }

    /** Returns its folder's name. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
