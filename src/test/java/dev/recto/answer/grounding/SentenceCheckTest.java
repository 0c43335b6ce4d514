package dev.recto.answer.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.document.Block;
import dev.recto.document.BlockKind;
import dev.recto.document.Caller;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentFacts;
import dev.recto.document.DocumentId;
import dev.recto.document.Part;
import dev.recto.document.PartKind;
import dev.recto.document.Passage;
import dev.recto.document.PassageId;
import dev.recto.document.SourceDocument;
import dev.recto.index.FoundPassage;
import dev.recto.index.TextAnalysis;
import dev.recto.read.PassageSplitter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SentenceCheckTest {
    private static final TextAnalysis ANALYSIS = new TextAnalysis();

    private static final FoundPassage LEASE = passage(
            "The tenant, Acme Tools, pays Brightwater Ltd a deposit of £26,850 on 1 May 2024."
                    + " The deposit bears no interest. Brightwater Ltd insures the building against fire. The lease runs for 10 years.");
    private static final FoundPassage TRAVEL =
            passage("出差借款的上限为人民币八千元，应当在返回后五个工作日内结清。住宿费凭发票报销，机票不能报销两次。安德鲁·杰克逊任命约翰·史密斯为总督。");

    @AfterAll
    static void close() {
        ANALYSIS.close();
    }

    @Test
    void check_whatThePassageSays_isSupported() {
        supported(LEASE, "The deposit bears no interest.");
        supported(LEASE, "Acme Tools pays a deposit of 26850 pounds.");
        supported(LEASE, "On May 1, 2024 the tenant pays a deposit of £26,850 to Brightwater Ltd.");
        supported(LEASE, "The lease runs for ten years.");
        supported(TRAVEL, "出差借款的上限为8000元。");
        supported(TRAVEL, "出差借款的上限为人民幣八千元，應當在返回後5個工作日內結清。");
    }

    @Test
    void check_aStretchCopiedOutOfADenial_isDenied() {
        FoundPassage claims = passage(
                "Nobody said that the tenant pays the deposit twice. The bank did not find that the roof was damaged by fire."
                        + " No rent is due in May, but the landlord insures the whole building. 没有人说租户已经支付了全部押金。");
        for (String stretch :
                List.of("The tenant pays the deposit twice.", "The roof was damaged by fire.", "租户已经支付了全部押金。")) {
            assertThat(check(claims, stretch)).as(stretch).isInstanceOf(Verdict.Denied.class);
        }
        supported(claims, "The landlord insures the whole building.");
        supported(claims, "Nobody said that the tenant pays the deposit twice.");
    }

    @Test
    void check_aFilesNameOrTitleAlone_isNotSupported() {
        assertThat(check(TRAVEL, "lease.txt:").supported()).isFalse();
    }

    @Test
    void backs_wordsScatteredOverAPassage_areNoStatement() {
        FoundPassage test = passage(
                "Grissom, White and Chaffee trained for their flight in the altitude chamber at the Kennedy Space Center. The plugs-out"
                        + " test began on 27 January and was plagued with problems. The crew noticed a strange odor in their suits. The mission was planned for February.");
        var check = new SentenceCheck(ANALYSIS);
        String scattered = "The crew was flown to the Kennedy Space Center, and the mission was completed with odor.";
        assertThat(check.check(scattered, List.of(test)).supported()).isTrue();
        assertThat(check.backs(scattered, test)).isFalse();
        assertThat(check.backs("The crew noticed an odor that was strange in their suits.", test))
                .isTrue();
        assertThat(check.backs("The plugs-out test began on 27 January", test)).isTrue();
    }

    @Test
    void check_aFewLettersThatStandInOtherWords_areNotSupported() {
        FoundPassage notice = passage("The tenant gives notice of 1930 days. 这是一份租赁合同。");
        for (String few : List.of("No.", "30.", "1.", "是。", "Is it?")) {
            assertThat(check(notice, few).supported()).as(few).isFalse();
        }
        assertThat(check(LEASE, "26,850 on 1 May 202").supported()).isFalse();
        assertThat(check(LEASE, "850 on 1 May 2024.").supported()).isFalse();
        supported(LEASE, "£26,850.");
        supported(LEASE, "Acme Tools.");
        supported(LEASE, "Ltd insures the building against");
    }

    @Test
    void check_aFigureThatIsNotThere_isAbsent() {
        assertThat(check(LEASE, "The tenant pays a deposit of £26,851."))
                .isEqualTo(new Verdict.Absent(Verdict.Absent.Kind.FIGURE, "26,851"));
        assertThat(check(LEASE, "The lease runs for twelve years.").reason()).isEqualTo("absent_figure");
        assertThat(check(TRAVEL, "出差借款的上限为人民币九千元。").reason()).isEqualTo("absent_figure");
        assertThat(check(TRAVEL, "出差借款应当在返回后六个工作日内结清。").reason()).isEqualTo("absent_figure");
    }

    @Test
    void check_aFigureOfAnotherSentence_isSaidOfSomethingElse() {
        assertThat(check(LEASE, "The tenant, Acme Tools, pays Brightwater Ltd a deposit of £10 on 1 May 2024.")
                        .supported())
                .isFalse();
        assertThat(check(LEASE, "The lease runs for 2024 years.").reason()).isEqualTo("said_of_something_else");
    }

    @Test
    void check_aNameThatIsNotThere_isAbsent() {
        assertThat(check(LEASE, "The deposit is paid by Norman Foster to Brightwater Ltd."))
                .isEqualTo(new Verdict.Absent(Verdict.Absent.Kind.NAME, "Norman"));
        assertThat(check(TRAVEL, "托马斯·潘恩任命约翰·史密斯为总督。").reason()).isEqualTo("absent_name");
    }

    @Test
    void check_aQuotationThatIsNotThere_isAbsent() {
        assertThat(check(LEASE, "The lease says \"the deposit bears interest at the bank's rate\".")
                        .reason())
                .isEqualTo("absent_quotation");
        supported(LEASE, "It says that the deposit \"bears no interest\".");
    }

    @Test
    void check_whatThePassageDenies_isDenied() {
        assertThat(check(LEASE, "The deposit bears interest.").reason()).isEqualTo("denied");
        assertThat(check(LEASE, "Brightwater Ltd does not insure the building against fire.")
                        .reason())
                .isEqualTo("denied");
        assertThat(check(TRAVEL, "机票能报销两次。").reason()).isEqualTo("denied");
    }

    @Test
    void check_rolesExchanged_isSeen() {
        assertThat(check(LEASE, "Brightwater Ltd pays Acme Tools a deposit of £26,850 on 1 May 2024.")
                        .supported())
                .isFalse();
        assertThat(check(TRAVEL, "约翰·史密斯任命安德鲁·杰克逊为总督。").reason()).isEqualTo("roles_exchanged");
    }

    @Test
    void check_anotherPassageCited_hasLittleInCommon() {
        assertThat(check(TRAVEL, "The deposit bears no interest.").reason()).isEqualTo("little_in_common");
        assertThat(check(LEASE, "住宿费凭发票报销。").reason()).isEqualTo("little_in_common");
    }

    @Test
    void check_nothingCited_isNotSupported() {
        assertThat(new SentenceCheck(ANALYSIS).check("The lease runs for ten years.", List.of()))
                .isEqualTo(new Verdict.NothingCited());
    }

    @Test
    void check_twoPassagesCited_areTakenTogether() {
        var check = new SentenceCheck(ANALYSIS);
        FoundPassage other = passage("Acme Tools moved to Leeds in 1998.");
        String sentence = "Acme Tools, which moved to Leeds in 1998, pays Brightwater Ltd a deposit of £26,850.";
        assertThat(check.check(sentence, List.of(LEASE)).supported()).isFalse();
        assertThat(check.check(sentence, List.of(LEASE, other)).supported()).isTrue();
    }

    @Test
    void check_hostileSentences_endsSoon() {
        for (String unit : List.of("不", "A ", "1,", "\"", "·", "not ", "一", "《", "by ", "1/", "of January ")) {
            check(LEASE, unit.repeat(20_000));
            check(LEASE, unit.repeat(1_900 / unit.length()));
        }
    }

    private static void supported(FoundPassage passage, String sentence) {
        assertThat(check(passage, sentence)).as(sentence).isEqualTo(new Verdict.Supported());
    }

    private static Verdict check(FoundPassage passage, String sentence) {
        return new SentenceCheck(ANALYSIS).check(sentence, List.of(passage));
    }

    private static FoundPassage passage(String text) {
        Part part =
                Part.flowing(1, PartKind.BODY, null, text, List.of(Block.of(BlockKind.PARAGRAPH, 0, text.length())));
        Passage passage = new PassageSplitter()
                .split(new SourceDocument("text/plain", null, Map.of(), List.of(part)))
                .getFirst();
        var facts = new DocumentFacts(
                new DocumentId("d_0000000000"),
                "lease.txt",
                null,
                Set.of(Caller.EVERYONE),
                Map.of(),
                ContentHash.of(text));
        return new FoundPassage(new PassageId("p_0000000000"), passage, PartKind.BODY, facts, Map.of());
    }
}
