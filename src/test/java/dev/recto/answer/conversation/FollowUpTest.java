package dev.recto.answer.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.catalog.TurnRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Follow-up questions get what they leave unsaid; questions that stand for themselves stay as they are. */
class FollowUpTest {
    /**
     * @param last the question before
     * @param asked the follow-up
     * @param needed what the rewritten one must hold
     */
    private record Case(String last, String asked, List<String> needed) {}

    private static final List<Case> FOLLOW_UPS = List.of(
            new Case("How large is the deposit?", "When must it be paid?", List.of("deposit", "paid")),
            new Case("Who founded Brightwater Ltd?", "Where is it based?", List.of("Brightwater Ltd", "based")),
            new Case("When did Martin Luther post his theses?", "Where was he born?", List.of("Martin Luther", "born")),
            new Case(
                    "How long is the notice period of the lease?",
                    "Who must sign that?",
                    List.of("notice period", "sign")),
            new Case(
                    "What is the travel allowance in Germany?",
                    "And in France?",
                    List.of("travel allowance", "France")),
            new Case(
                    "How many days of leave do employees have?",
                    "What about part-time staff?",
                    List.of("leave", "part-time staff")),
            new Case("Which pump does the Ostrava plant use?", "Why?", List.of("Ostrava", "pump")),
            new Case("出差借款的上限是多少？", "它应当在多久内结清？", List.of("出差借款的上限", "结清")),
            new Case("华为公司的总部在哪里？", "它是哪年成立的？", List.of("华为公司", "成立")),
            new Case("年假有多少天？", "病假呢？", List.of("年假", "病假")),
            new Case("谁签署了租赁合同？", "为什么？", List.of("租赁合同")),
            new Case("租金应当何时支付？", "那押金呢？", List.of("支付", "押金")));

    private static final List<Case> STANDALONE = List.of(
            new Case("How large is the deposit?", "How long is the notice period of the lease?", List.of()),
            new Case("How large is the deposit?", "Who signed the contract with Acme in 2019?", List.of()),
            new Case("How large is the deposit?", "Is there a parking space?", List.of()),
            new Case("出差借款的上限是多少？", "住宿费怎样报销？", List.of()),
            new Case("出差借款的上限是多少？", "员工什么时候提交出差申请？", List.of()),
            new Case("年假有多少天？", "其他假期需要提前多久申请？", List.of()));

    @Test
    void standalone_aFollowUp_holdsWhatItLeftUnsaid() {
        for (Case one : FOLLOW_UPS) {
            assertThat(FollowUp.standalone(one.asked, one.last, one.last))
                    .as(one.asked)
                    .contains(one.needed);
        }
    }

    @Test
    void standalone_aQuestionOfItsOwn_staysAsItIs() {
        for (Case one : STANDALONE) {
            assertThat(FollowUp.standalone(one.asked, one.last, one.last)).isEqualTo(one.asked);
        }
    }

    @Test
    void standalone_bareQuestionsOneAfterTheOther_goOnTheLastWholeOne() {
        var turns = new ArrayList<TurnRow>();
        String standalone = "";
        for (String asked : List.of("What was the revenue in 2019?", "And in 2020?", "And in 2021?", "And in 2022?")) {
            standalone = new FollowUpEntities().standalone(asked, turns);
            turns.add(new TurnRow(turns.size() + 1, asked, standalone, "a_1", "", Instant.EPOCH));
        }
        assertThat(standalone).isEqualTo("What was the revenue in 2019? And in 2022?");
        String joined = FollowUp.standalone("Why?", "", "word ".repeat(1_000));
        assertThat(joined).hasSizeLessThanOrEqualTo(600).endsWith(" Why?");
    }

    @Test
    void standalone_hostileQuestions_endSoon() {
        for (String unit : List.of("it ", "The ", "它", "A. ", "what about ", "是什么")) {
            FollowUp.standalone(unit.repeat(3_000), unit.repeat(3_000), unit.repeat(3_000));
        }
    }
}
