package dev.recto.read.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextDecoderTest {
    private static final String SIMPLIFIED = "本合同由甲乙双方签订，租期为三年。";
    private static final String TRADITIONAL = "本合約由甲乙雙方簽訂，租期為三年。";
    private static final String JAPANESE = "この契約は三年間有効です。";
    private static final String KOREAN = "이 계약은 삼 년 동안 유효합니다.";
    private static final String WESTERN = "Der Mietvertrag läuft über drei Jahre – “naïve” Gäste zahlen 50 €.";
    private static final String RUSSIAN = "Договор аренды заключён на три года.";

    private final TextDecoder decoder = new TextDecoder();

    private static String sample(String language) {
        return switch (language) {
            case "simplified" -> SIMPLIFIED;
            case "traditional" -> TRADITIONAL;
            case "japanese" -> JAPANESE;
            case "korean" -> KOREAN;
            case "western" -> WESTERN;
            case "russian" -> RUSSIAN;
            default -> throw new IllegalArgumentException(language);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "simplified, GBK",
        "simplified, GB18030",
        "traditional, Big5",
        "japanese, Shift_JIS",
        "japanese, EUC-JP",
        "korean, EUC-KR",
        "western, windows-1252",
        "russian, windows-1251",
        "russian, KOI8-R",
        "russian, IBM866",
        "simplified, UTF-16LE",
        "simplified, UTF-16BE",
        "western, UTF-16LE",
        "western, UTF-16BE",
        "japanese, UTF-16LE",
        "korean, UTF-16BE",
        "simplified, UTF-8",
        "western, UTF-8"
    })
    void decode_withoutMark_readsShortAndLongTextsOfEachCharset(String language, String charset) {
        String sentence = sample(language);
        String mixed = "Lease 2024-07: " + sentence + "\r\nTotal 1,200.00\r\n";
        String many = mixed.repeat(3_000);
        for (String text : new String[] {sentence, mixed, many}) {
            assertThat(decoder.decode(text.getBytes(Charset.forName(charset)), null)
                            .text())
                    .isEqualTo(text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "租赁合同, GBK",
        "租金通知, GBK",
        "臺灣的時間, Big5",
        "ありがとう, Shift_JIS",
        "안녕하세요, EUC-KR",
        "Müller, windows-1252",
        "café, windows-1252"
    })
    void decode_aWordOrTwo_readsThem(String text, String charset) {
        assertThat(decoder.decode(text.getBytes(Charset.forName(charset)), null).text())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, EFBBBF", "UTF-16LE, FFFE", "UTF-16BE, FEFF", "UTF-32LE, FFFE0000", "GB18030, 84319533"})
    void decode_withMark_believesIt(String charset, String mark) {
        byte[] start = java.util.HexFormat.of().parseHex(mark);
        byte[] text = "租约 lease".getBytes(Charset.forName(charset));
        byte[] file = java.util.Arrays.copyOf(start, start.length + text.length);
        System.arraycopy(text, 0, file, start.length, text.length);
        assertThat(decoder.decode(file, "Shift_JIS").text()).isEqualTo("租约 lease");
    }

    @Test
    void decode_utf8WithOneBadByte_staysUtf8() {
        byte[] bytes = (SIMPLIFIED.repeat(5) + "x").getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 1] = (byte) 0xFF;
        assertThat(decoder.decode(bytes, null).text()).isEqualTo(SIMPLIFIED.repeat(5) + "\uFFFD");
    }

    @Test
    void decode_declaredCharset_decidesWhereBytesDoNot() {
        byte[] bytes = "Příliš žluťoučký kůň".getBytes(Charset.forName("windows-1250"));
        assertThat(decoder.decode(bytes, "windows-1250").text()).isEqualTo("Příliš žluťoučký kůň");
        assertThat(decoder.decode("租约".getBytes(StandardCharsets.UTF_8), "no-such-charset")
                        .text())
                .isEqualTo("租约");
    }

    @Test
    void decode_anyBytes_neverFails() {
        var random = new java.util.Random(3);
        for (int round = 0; round < 300; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            assertThat(decoder.decode(bytes, null).charset()).isNotNull();
        }
    }
}
