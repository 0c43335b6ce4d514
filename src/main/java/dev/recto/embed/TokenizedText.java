package dev.recto.embed;

/**
 * A text as its model's tokens, without the two that frame every run.
 *
 * @param ids the tokens' numbers in the model's vocabulary
 * @param starts where each token begins in the text, in UTF-16 units; never falling
 * @param continues whether a token goes on the word of the one before it ({@code ##ing})
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data between two steps, never compared as values
record TokenizedText(long[] ids, int[] starts, boolean[] continues) {
    /** Returns the number of tokens. */
    int length() {
        return ids.length;
    }

    /** Returns the end of the window of at most {@code size} tokens that begins at {@code from}; no word is cut that fits whole. */
    int windowEnd(int from, int size) {
        if (length() - from <= size) {
            return length();
        }
        int end = from + size;
        while (end > from && continues[end]) {
            end--;
        }
        return end > from ? end : from + size;
    }

    /** Returns the first token that begins at the offset or after it; {@link #length()} where none does. */
    int firstAt(int offset) {
        int low = 0;
        int high = length();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (starts[middle] < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
