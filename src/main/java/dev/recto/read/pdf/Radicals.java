package dev.recto.read.pdf;

/**
 * CJK radicals that stand for the character they look like: a font has one glyph for both, and programs that write PDFs name the
 * radical (browsers with Noto fonts write 民 as U+2EA0). Unicode normalisation knows only the Kangxi radicals.
 */
final class Radicals {
    /**
     * Each radical of U+2E80 to U+2EF3 before its character (Unicode 14, EquivalentUnifiedIdeograph.txt), without the thirteen whose
     * character lies beyond the BMP and is no word.
     */
    private static final String PAIRS =
            "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺫目⺬示"
                    + "⺭礻⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺶羊⺹耂⺺肀⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞"
                    + "⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟";

    private static final char FIRST = '\u2E80';

    private static final char[] CHARACTERS = characters();

    private Radicals() {}

    private static char[] characters() {
        char[] characters = new char[PAIRS.charAt(PAIRS.length() - 2) - FIRST + 1];
        for (int i = 0; i < PAIRS.length(); i += 2) {
            characters[PAIRS.charAt(i) - FIRST] = PAIRS.charAt(i + 1);
        }
        return characters;
    }

    /** Returns the character that a radical stands for, or {@code c} itself where it is none of them. */
    static int character(int c) {
        boolean radical = c >= FIRST && c < FIRST + CHARACTERS.length && CHARACTERS[c - FIRST] != 0;
        return radical ? CHARACTERS[c - FIRST] : c;
    }
}
