package dev.recto.embed;

import static dev.recto.embed.Language.CHINESE;
import static dev.recto.embed.Language.ENGLISH;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScriptChoiceTest {
    @Test
    void of_latinText_isEnglishAlone() {
        assertThat(ScriptChoice.of("When does the lease end?")).containsExactly(ENGLISH);
        assertThat(ScriptChoice.of("Wann endet der Mietvertrag für die Räume?")).containsExactly(ENGLISH);
    }

    @Test
    void of_chineseText_isChineseAlone() {
        assertThat(ScriptChoice.of("租约什么时候到期？")).containsExactly(CHINESE);
        assertThat(ScriptChoice.of("租約什麼時候到期？")).containsExactly(CHINESE);
    }

    @Test
    void of_chineseSentenceWithOneProductName_isChineseAlone() {
        assertThat(ScriptChoice.of("公司规定员工应当如何使用 OpenSearch 保存客户的合同资料？")).containsExactly(CHINESE);
    }

    @Test
    void of_englishSentenceWithOneChineseName_isEnglishAlone() {
        assertThat(ScriptChoice.of("The contract was signed by 王伟 on behalf of the company in Shanghai last year."))
                .containsExactly(ENGLISH);
    }

    @Test
    void of_bothScriptsInEarnest_isBoth() {
        assertThat(ScriptChoice.of("Notice period 通知期限 for the tenant 租客")).containsExactlyInAnyOrder(ENGLISH, CHINESE);
        assertThat(ScriptChoice.of("什么是 notice period?")).containsExactlyInAnyOrder(ENGLISH, CHINESE);
    }

    @Test
    void of_textWithoutLetters_isEnglish() {
        assertThat(ScriptChoice.of("")).containsExactly(ENGLISH);
        assertThat(ScriptChoice.of("2024-05-01 € 12,500")).containsExactly(ENGLISH);
    }

    @Test
    void hanShare_wordsAndCharacters_countsTwoCharactersAsOneWord() {
        assertThat(ScriptChoice.hanShare("contract 合同")).isEqualTo(0.5);
        assertThat(ScriptChoice.hanShare("A4 B5 合同")).isEqualTo(1.0 / 3);
    }
}
