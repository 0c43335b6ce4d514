package dev.recto.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.config.AnswerConfig.Unsupported;
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
import dev.recto.read.PassageSplitter;
import dev.recto.retrieve.ScoredPassage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of sentences that a model says, whatever it cites. */
class GroundingTest {
    private final Map<ContentHash, Part> parts = new HashMap<>();
    private final ScoredPassage lease = passage("lease00000", "The deposit is 500 pounds. It is paid in May.");
    private final ScoredPassage travel = passage("travel0000", "A journey by train is booked by the office in Leeds.");

    @Test
    void add_aSentenceThatItsCitationBacks_keepsIt() {
        Grounding.Said said = begin(Unsupported.MARK);
        said.add(draft("The deposit is £500.", lease));
        assertThat(said.sentences().getFirst().supported()).isTrue();
        assertThat(said.citations().getFirst().quote()).isEqualTo("The deposit is 500 pounds. It is paid in May.");
    }

    @Test
    void add_aSentenceThatCitesTheWrongPassage_citesTheOneThatBacksIt() {
        Grounding.Said said = begin(Unsupported.MARK);
        said.add(draft("The office in Leeds books a journey by train.", lease));
        assertThat(said.sentences().getFirst().supported()).isTrue();
        assertThat(said.citations()).hasSize(1);
        assertThat(said.citations().getFirst().document().id().value()).isEqualTo("d_travel0000");
    }

    @Test
    void add_aSentenceWithoutCitation_isGivenOne() {
        Grounding.Said said = begin(Unsupported.MARK);
        said.add(new DraftSentence("The deposit is 500 pounds.", List.of()));
        assertThat(said.sentences().getFirst().citations()).containsExactly(1);
    }

    @Test
    void add_anAnnouncementWithoutCitation_isGivenNone() {
        Grounding.Said said = begin(Unsupported.MARK);
        said.add(new DraftSentence("The deposit is 500 pounds.", List.of()));
        said.add(new DraftSentence("The deposit is:", List.of()));
        assertThat(said.sentences().getLast().supported()).isFalse();
    }

    @Test
    void add_sentencesThatNothingBacks_areMarkedInTheirOrder() {
        var heard = new ArrayList<String>();
        Grounding.Said said = begin(Unsupported.MARK, new AnswerListener() {
            @Override
            public void sentence(AnswerSentence sentence) {
                heard.add((sentence.supported() ? "+" : "-") + sentence.text());
            }
        });
        said.add(draft("The deposit is 900 pounds.", lease));
        assertThat(heard).as("nothing is shown before something is backed").isEmpty();
        said.add(draft("The deposit is 500 pounds.", lease));
        said.add(draft("The deposit is paid in June.", lease));
        assertThat(heard)
                .containsExactly(
                        "-The deposit is 900 pounds.", "+The deposit is 500 pounds.", "-The deposit is paid in June.");
    }

    @Test
    void add_sentencesThatNothingBacks_areDroppedWhereConfigured() {
        Grounding.Said said = begin(Unsupported.DROP);
        said.add(draft("The deposit is 900 pounds.", lease));
        said.add(draft("The deposit is 500 pounds.", lease));
        assertThat(said.sentences()).hasSize(1);
    }

    @Test
    void add_onlySentencesThatNothingBacks_saysNothing() {
        for (Unsupported unsupported : Unsupported.values()) {
            Grounding.Said said = begin(unsupported);
            said.add(draft("The cat is golden.", lease));
            assertThat(said.sentences()).isEmpty();
            assertThat(said.citations()).isEmpty();
        }
    }

    private Grounding.Said begin(Unsupported unsupported) {
        return begin(unsupported, AnswerListener.NONE);
    }

    private Grounding.Said begin(Unsupported unsupported, AnswerListener listener) {
        return new Grounding((content, number) -> parts.get(content), unsupported)
                .begin(List.of(lease, travel), listener);
    }

    private static DraftSentence draft(String text, ScoredPassage cited) {
        var whole =
                new DraftSentence.Quote(cited, cited.found().passage().span().range());
        return new DraftSentence(text, List.of(whole));
    }

    private ScoredPassage passage(String id, String text) {
        Part part =
                Part.flowing(1, PartKind.BODY, null, text, List.of(Block.of(BlockKind.PARAGRAPH, 0, text.length())));
        Passage passage = new PassageSplitter()
                .split(new SourceDocument("text/plain", null, Map.of(), List.of(part)))
                .getFirst();
        var facts = new DocumentFacts(
                new DocumentId("d_" + id), id, null, Set.of(Caller.EVERYONE), Map.of(), ContentHash.of(text));
        parts.put(facts.content(), part);
        var found = new FoundPassage(new PassageId("p_" + id), passage, PartKind.BODY, facts, Map.of());
        return new ScoredPassage(found, 1, 1, 1);
    }
}
