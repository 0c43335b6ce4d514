package dev.recto.embed;

/** Cutting of texts to what a model reads. */
final class Texts {
    private Texts() {}

    /** Returns the text's first {@code most} UTF-16 units at most, no character cut in two. */
    static String clip(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
