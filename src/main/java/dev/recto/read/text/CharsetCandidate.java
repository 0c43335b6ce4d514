package dev.recto.read.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.BitSet;
import java.util.List;

/**
 * A charset that a file without a byte order mark may be in, with characters that are frequent in what is written in it:
 * wrong guesses decode mostly to rare characters, right ones to frequent ones, even in a few words. The lists are hand-made, in no
 * exact order of frequency.
 */
final class CharsetCandidate {
    /** Frequent characters of written Chinese, simplified, and words of contracts. */
    private static final String SIMPLIFIED = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没"
            + "动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应"
            + "战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系"
            + "气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界"
            + "达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运款租赁费付元币责违约限章节附录";
    /** Those whose traditional forms differ. */
    private static final String TRADITIONAL = "這個們來為國說時會對於著過發後裡種經麼學現當沒動還進樣開從實軍無與長機關點業將兩間問並應戰頭體見產話內給門兒東聲員論處義幾認條氣題爾別變總電數報"
            + "結務場計資許統區隊決馬書則聽卻達強難權設記類據邊張該規萬覺術領確傳師觀讓識帶導爭運費賃責違約節錄臺灣";
    /** Frequent syllables of written Korean. */
    private static final String KOREAN = "이다는을의에가고한하지은로기사도를어리나자시아대인라들서그정해수일전있것과스보상부제게니면만조구주으여비장공성원우동문안와경거선유화신생민오관국마세중산소"
            + "회당때분방위미했연실개무학말명치계재내적체모진간행운물영달력습합녕요까";
    /** Frequent letters of written Russian. */
    private static final String RUSSIAN = "оеаинтсрвлкмдпуяы";
    /** Frequent letters of written Greek. */
    private static final String GREEK = "αοιετσνηυρπκμλςάίόέή";

    private static final String EAST_ASIAN_MARKS = "，。、；：？！“”‘’「」『』《》（）—…　·・";
    private static final String WESTERN = "äöüßÄÖÜéèêëàâçñíóúáîïôûùÉÈÀÇÑåÅæÆøØãõìòœŒ“”‘’„‚–—…•€£°©®™«»§ºª½¼¾·´±×¿¡";

    private final Charset charset;
    private final BitSet frequent;
    private final boolean isolated;

    private CharsetCandidate(String charset, boolean isolated, String... frequent) {
        this.charset = Charset.forName(charset);
        this.isolated = isolated;
        this.frequent = new BitSet();
        for (String characters : frequent) {
            characters.codePoints().forEach(this.frequent::set);
        }
    }

    /** Returns the charsets told apart by their frequent characters, likelier first. */
    static List<CharsetCandidate> all() {
        String kana = range(0x3041, 0x3094) + range(0x30A1, 0x30FD) + "日本人年月大国会中一者社事" + EAST_ASIAN_MARKS;
        return List.of(
                new CharsetCandidate("GB18030", false, SIMPLIFIED, TRADITIONAL, EAST_ASIAN_MARKS),
                new CharsetCandidate("x-windows-950", false, SIMPLIFIED, TRADITIONAL, EAST_ASIAN_MARKS),
                new CharsetCandidate("windows-31j", false, kana),
                new CharsetCandidate("x-windows-949", false, KOREAN),
                new CharsetCandidate("EUC-JP", false, kana),
                new CharsetCandidate("windows-1252", true, WESTERN),
                new CharsetCandidate("windows-1251", false, RUSSIAN),
                new CharsetCandidate("KOI8-R", false, RUSSIAN),
                new CharsetCandidate("IBM866", false, RUSSIAN),
                new CharsetCandidate("windows-1253", false, GREEK));
    }

    /** Returns UTF-16 in one byte order, without a byte order mark. */
    static CharsetCandidate utf16(boolean littleEndian) {
        return new CharsetCandidate(
                littleEndian ? "UTF-16LE" : "UTF-16BE",
                false,
                SIMPLIFIED,
                TRADITIONAL,
                KOREAN,
                RUSSIAN,
                GREEK,
                WESTERN,
                EAST_ASIAN_MARKS,
                range(0x3041, 0x3094),
                range(0x30A1, 0x30FD),
                range(0x20, 0x7F),
                "\n\r\t");
    }

    Charset charset() {
        return charset;
    }

    /**
     * Returns the share of frequent characters among those beyond ASCII (for UTF-16: among all), from 0 to 1; 0 where the bytes
     * are not this charset's.
     *
     * @param sample the file's first bytes; its last character may be cut
     */
    double score(byte[] sample) {
        var text = CharBuffer.allocate(sample.length + 4);
        CoderResult result = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(sample), text, false);
        if (result.isError()) {
            return 0;
        }
        text.flip();
        boolean everything = frequent.get('a');
        int counted = 0;
        int found = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (everything || c >= 0x80) {
                counted++;
                found += frequent.get(c) && !(isolated && crowded(text, i)) ? 1 : 0;
            }
        }
        return counted == 0 ? 0 : (double) found / counted;
    }

    /** Accented letters of Western languages rarely stand side by side; the two bytes of an East Asian character do. */
    private static boolean crowded(CharSequence text, int at) {
        return (at > 0 && text.charAt(at - 1) >= 0x80) || (at + 1 < text.length() && text.charAt(at + 1) >= 0x80);
    }

    private static String range(int from, int to) {
        var characters = new StringBuilder();
        for (int c = from; c < to; c++) {
            characters.append((char) c);
        }
        return characters.toString();
    }
}
