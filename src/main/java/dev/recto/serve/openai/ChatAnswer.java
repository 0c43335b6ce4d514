package dev.recto.serve.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.AnswerSentence;
import dev.recto.answer.Citation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** An answer as a chat's message: sentences with {@code [n]}, then what the numbers stand for; each number is an annotation too. */
final class ChatAnswer implements AnswerListener {
    private final ChatText text;
    private final Consumer<String> pieces;
    private final List<Mark> marks = new ArrayList<>();
    private int length;

    /** A {@code [n]} in the text, by UTF-16 offsets. */
    private record Mark(int citation, int start, int end) {}

    /** @param pieces takes each piece of the message as soon as it stands */
    ChatAnswer(ChatText text, Consumer<String> pieces) {
        this.text = text;
        this.pieces = pieces;
    }

    @Override
    public void sentence(AnswerSentence sentence) {
        var words = new StringBuilder(length == 0 ? "" : " ");
        words.append(sentence.text().strip().replaceAll("\\s+", " "));
        for (int number : sentence.citations()) {
            String mark = "[" + number + "]";
            int start = length + words.length() + 1;
            marks.add(new Mark(number, start, start + mark.length()));
            words.append(' ').append(mark);
        }
        say(sentence.supported() ? words.toString() : words + " (not supported)");
    }

    /** Says what is left to say once the answer is whole. */
    void finish(Answer answer) {
        switch (answer) {
            case Answer.Grounded grounded -> {
                var sources = new StringBuilder("\n");
                for (Citation citation : grounded.citations()) {
                    sources.append("\n[").append(citation.number()).append("] ").append(place(citation));
                }
                say(sources.toString());
            }
            case Answer.NotFound notFound -> say(notAnswered(notFound.report().question()));
        }
        send(text.finish());
    }

    /**
     * Returns the annotations of the marks that the message has, as OpenAI's {@code url_citation}.
     *
     * @param collection the collection's name
     * @param base where the service listens, such as {@code http://127.0.0.1:7878}
     */
    ArrayNode annotations(Answer answer, String collection, String base) {
        ArrayNode annotations = JsonNodeFactory.instance.arrayNode();
        if (answer instanceof Answer.Grounded grounded) {
            for (Mark mark : marks) {
                if (mark.end <= text.sentText().length()) {
                    Citation citation = grounded.citations().get(mark.citation - 1);
                    ObjectNode annotation = annotations.addObject().put("type", "url_citation");
                    annotation
                            .putObject("url_citation")
                            .put("start_index", mark.start)
                            .put("end_index", mark.end)
                            .put("title", place(citation))
                            .put("url", url(citation, collection, base));
                }
            }
        }
        return annotations;
    }

    private void say(String words) {
        length += words.length();
        send(text.add(words));
    }

    private void send(String piece) {
        if (!piece.isEmpty()) {
            pieces.accept(piece);
        }
    }

    private static String place(Citation citation) {
        String name = citation.document().name();
        return citation.page() == null ? name : name + ", p. " + citation.page();
    }

    private static String url(Citation citation, String collection, String base) {
        String encoded = URLEncoder.encode(collection, StandardCharsets.UTF_8).replace("+", "%20");
        return base + "/api/v1/collections/" + encoded + "/documents/"
                + citation.document().id() + "/parts/" + citation.part() + (citation.page() == null ? "" : "/image");
    }

    private static String notAnswered(String question) {
        boolean chinese = question.codePoints().anyMatch(Character::isIdeographic);
        return chinese ? "文档没有回答这个问题。" : "The documents do not answer this.";
    }
}
