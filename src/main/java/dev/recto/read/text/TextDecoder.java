package dev.recto.read.text;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes of an unknown charset into text. In this order: byte order mark; UTF-16 by its zero bytes; a declared ISO 2022; valid UTF-8; the charset
 * that the file declares; the charset whose frequent characters fill it best ({@link CharsetCandidate}); ICU's guess;
 * Windows-1252, in which every byte means something. Safe for several threads.
 */
public final class TextDecoder {
    /** Bytes looked at for a guess, so that its cost is bounded. */
    private static final int SAMPLE = 64 << 10;
    /** Least share of frequent characters for a guess. Chosen, not measured on a corpus; the tests' texts pass it. */
    private static final double LEAST_SCORE = 0.25;
    /** Least confidence of ICU's guess, of 100. Chosen, not measured. */
    private static final int LEAST_CONFIDENCE = 20;

    private final List<CharsetCandidate> candidates = CharsetCandidate.all();
    private final List<CharsetCandidate> utf16 = List.of(CharsetCandidate.utf16(true), CharsetCandidate.utf16(false));

    /**
     * Text and the charset it was in.
     *
     * @param text without byte order mark; bytes that mean nothing are U+FFFD
     */
    public record Decoded(String text, Charset charset) {}

    /**
     * Decodes bytes.
     *
     * @param declared the charset that the file names for itself, or null; believed only where the bytes do not tell
     */
    public Decoded decode(byte[] bytes, @Nullable String declared) {
        for (Mark mark : Mark.values()) {
            if (mark.starts(bytes)) {
                return decoded(bytes, mark.bytes.length, mark.charset);
            }
        }
        byte[] sample = bytes.length <= SAMPLE ? bytes : Arrays.copyOf(bytes, SAMPLE);
        Charset charset = zeroes(sample);
        if (charset == null && declared != null && isSevenBit(declared, sample)) {
            charset = named(declared).orElse(null);
        }
        if (charset == null && isUtf8(bytes)) {
            charset = StandardCharsets.UTF_8;
        }
        if (charset == null && declared != null) {
            charset = named(declared).filter(name -> reads(name, sample)).orElse(null);
        }
        return decoded(bytes, 0, charset == null ? guess(sample) : charset);
    }

    private Charset guess(byte[] sample) {
        CharsetCandidate best = best(candidates, sample);
        double score = best.score(sample);
        CharsetCandidate wide = best(utf16, sample);
        if (sample.length % 2 == 0 && wide.score(sample) > Math.max(score, 2 * LEAST_SCORE)) {
            return wide.charset();
        }
        if (score >= LEAST_SCORE) {
            return best.charset();
        }
        CharsetMatch match = new CharsetDetector().setText(sample).detect();
        if (match != null
                && match.getConfidence() >= LEAST_CONFIDENCE
                && !match.getName().startsWith("UTF-")) {
            return named(match.getName()).orElse(Charset.forName("windows-1252"));
        }
        return Charset.forName("windows-1252");
    }

    private static CharsetCandidate best(List<CharsetCandidate> candidates, byte[] sample) {
        CharsetCandidate best = candidates.getFirst();
        for (CharsetCandidate candidate : candidates) {
            best = candidate.score(sample) > best.score(sample) ? candidate : best;
        }
        return best;
    }

    /** UTF-16 has zero bytes on one side of nearly every ASCII character, line ends included; other texts have none. */
    private @Nullable Charset zeroes(byte[] sample) {
        int even = 0;
        int odd = 0;
        for (int i = 0; i < sample.length; i++) {
            if (sample[i] == 0) {
                even += 1 - (i & 1);
                odd += i & 1;
            }
        }
        if (even + odd == 0 || Math.min(even, odd) * 10 > Math.max(even, odd)) {
            return null;
        }
        CharsetCandidate candidate = utf16.get(odd > even ? 0 : 1);
        return candidate.score(sample) > 2 * LEAST_SCORE ? candidate.charset() : null;
    }

    /** A stray bad byte in a log does not make it another charset: up to one for twenty good sequences. */
    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException bad) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            long wrong = text.chars().filter(c -> c == '\uFFFD').count();
            long right = text.chars().filter(c -> c > 0x7F && c != '\uFFFD').count();
            return right >= 20 * wrong;
        }
    }

    /** Mails in Japanese, Korean and Chinese may switch alphabets by escape sequences in ASCII (RFC 1468, 1557, 1922), which is valid UTF-8. */
    private static boolean isSevenBit(String declared, byte[] sample) {
        boolean escapes = false;
        for (byte b : sample) {
            escapes |= b == 0x1B;
        }
        return escapes && declared.strip().regionMatches(true, 0, "iso-2022-", 0, "iso-2022-".length());
    }

    private static boolean reads(Charset charset, byte[] sample) {
        if (!charset.canEncode()) {
            return false;
        }
        String text = new String(sample, charset);
        return text.chars().filter(c -> c == '\uFFFD').count() * 100 <= text.length();
    }

    private static Optional<Charset> named(String name) {
        try {
            String trimmed = name.strip();
            return switch (trimmed.toLowerCase(Locale.ROOT)) {
                case "gb2312", "gbk", "gb_2312-80" -> Optional.of(Charset.forName("GB18030"));
                case "iso-8859-1", "us-ascii", "ascii" -> Optional.of(Charset.forName("windows-1252"));
                case "utf-16", "utf-16le", "utf-16be", "unicode" -> Optional.empty();
                default -> Optional.of(Charset.forName(trimmed));
            };
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private static Decoded decoded(byte[] bytes, int from, Charset charset) {
        return new Decoded(new String(bytes, from, bytes.length - from, charset), charset);
    }

    /** Byte order marks (Unicode 16, section 23.8); the longer ones first, since one starts another. */
    @SuppressWarnings("ImmutableEnumChecker") // the marks are never handed out
    private enum Mark {
        UTF_32LE("UTF-32LE", 0xFF, 0xFE, 0, 0),
        UTF_32BE("UTF-32BE", 0, 0, 0xFE, 0xFF),
        UTF_8("UTF-8", 0xEF, 0xBB, 0xBF),
        UTF_16LE("UTF-16LE", 0xFF, 0xFE),
        UTF_16BE("UTF-16BE", 0xFE, 0xFF),
        GB18030("GB18030", 0x84, 0x31, 0x95, 0x33);

        private final Charset charset;
        private final byte[] bytes;

        Mark(String charset, int... bytes) {
            this.charset = Charset.forName(charset);
            this.bytes = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                this.bytes[i] = (byte) bytes[i];
            }
        }

        boolean starts(byte[] file) {
            return file.length >= bytes.length && Arrays.equals(file, 0, bytes.length, bytes, 0, bytes.length);
        }
    }
}
