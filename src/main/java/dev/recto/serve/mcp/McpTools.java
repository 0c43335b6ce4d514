package dev.recto.serve.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.AnswerRequest;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentPage;
import dev.recto.catalog.DocumentRow;
import dev.recto.document.ContentHash;
import dev.recto.document.Part;
import dev.recto.document.PartKind;
import dev.recto.retrieve.Evidence;
import dev.recto.retrieve.Question;
import dev.recto.serve.ServedHome;
import dev.recto.serve.json.AnswerJson;
import dev.recto.serve.json.DocumentJson;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;

/** What the tools do, each from arguments to a structured result. */
final class McpTools {
    private static final int DOCUMENTS = 50;
    private static final int MOST_DOCUMENTS = 200;

    private final ServedHome home;
    private final int longestQuestion;

    McpTools(ServedHome home, int longestQuestion) {
        this.home = home;
        this.longestQuestion = longestQuestion;
    }

    /** Answers a question with citations. */
    ObjectNode ask(McpVisit visit, ToolArguments arguments) throws InterruptedException {
        CollectionRow collection = visit.collection(home, arguments.optionalText("collection"));
        Question question = question(arguments, collection);
        arguments.refuseRest();
        Answer answer = home.ask(
                collection, visit.visitor().caller(collection.id()), AnswerRequest.of(question), AnswerListener.NONE);
        ObjectNode node =
                AnswerJson.answer(answer, collection.name(), answer.report().generation());
        McpLinks.add(node.path("citations"), collection.name(), visit.base());
        McpLinks.add(node.path("evidence"), collection.name(), visit.base());
        return node;
    }

    /** Finds the passages nearest to a question. */
    ObjectNode search(McpVisit visit, ToolArguments arguments) throws InterruptedException {
        CollectionRow collection = visit.collection(home, arguments.optionalText("collection"));
        Question question = question(arguments, collection);
        arguments.refuseRest();
        Evidence evidence = home.search(collection, visit.visitor().caller(collection.id()), question);
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("question", question.text());
        node.set("evidence", AnswerJson.evidence(evidence.passages()));
        node.put("generation", evidence.generation());
        McpLinks.add(node.path("evidence"), collection.name(), visit.base());
        return node;
    }

    /** Lists the documents that the visitor may see. */
    ObjectNode listDocuments(McpVisit visit, ToolArguments arguments) {
        CollectionRow collection = visit.collection(home, arguments.optionalText("collection"));
        int limit = arguments.whole("limit", DOCUMENTS, 1, MOST_DOCUMENTS);
        String cursor = arguments.optionalText("cursor");
        arguments.refuseRest();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        var documents = node.putArray("documents");
        do {
            DocumentPage page =
                    home.catalog().documents().list(collection.id(), null, cursor, limit - documents.size());
            page.documents().stream()
                    .filter(row -> visit.visitor().sees(collection.id(), row.access()))
                    .forEach(row -> documents.add(DocumentJson.document(row, collection.name())));
            cursor = page.next();
        } while (cursor != null && documents.size() < limit);
        return node.put("next", cursor);
    }

    /** Reads one page of a document. */
    ObjectNode readPage(McpVisit visit, ToolArguments arguments) {
        CollectionRow collection = visit.collection(home, arguments.optionalText("collection"));
        String document = arguments.text("document");
        int number = arguments.whole("page", 1, 1, Integer.MAX_VALUE);
        arguments.refuseRest();
        return page(visit, collection, document, number);
    }

    /** Returns one part of a document with its text, and where it can be opened. */
    ObjectNode page(McpVisit visit, CollectionRow collection, String document, int number) {
        DocumentRow row = visit.document(home, collection, document);
        ContentHash content = row.content();
        if (content == null || number > row.parts()) {
            throw new ToolRefusal(row.name() + " has " + row.parts() + " pages; there is no page " + number + ".");
        }
        Part part = part(row, content, number);
        var link = new McpLinks(collection.name(), row.id().value(), number);
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("document", row.id().value()).put("name", row.name());
        node.setAll(DocumentJson.part(part));
        node.put("parts", row.parts()).put("text", part.text()).put("uri", link.uri());
        if (visit.base() != null) {
            node.put("url", link.url(visit.base(), part.kind() == PartKind.PAGE));
        }
        return node;
    }

    private Part part(DocumentRow row, ContentHash content, int number) {
        try {
            return home.parts().part(content, number);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                throw new ToolRefusal(
                        "The newest version of " + row.name() + " was not read yet. Try again in a moment.");
            }
            throw e;
        } catch (IndexOutOfBoundsException otherVersion) {
            throw new ToolRefusal("The newest version of " + row.name() + " has no page " + number + ".");
        }
    }

    /** Returns a result in words, for models that read text alone. */
    static String inWords(JsonNode result) {
        var words = new StringBuilder();
        if (result.path("outcome").asText().equals("not_found")) {
            words.append("The documents do not answer this.\n");
        }
        result.path("sentences").forEach(sentence -> {
            words.append(oneLine(sentence.path("text").asText()));
            sentence.path("citations")
                    .forEach(number -> words.append(" [").append(number.asInt()).append(']'));
            words.append('\n');
        });
        result.path("citations").forEach(citation -> words.append("\n[")
                .append(citation.path("id").asInt())
                .append("] ")
                .append(place(citation))
                .append(": \"")
                .append(oneLine(citation.path("quote").asText()))
                .append('"'));
        if (!result.has("sentences")) {
            result.path("evidence").forEach(passage -> words.append(place(passage))
                    .append(":\n")
                    .append(passage.path("text").asText())
                    .append("\n\n"));
            result.path("documents")
                    .forEach(document -> words.append(document.path("id").asText())
                            .append("  ")
                            .append(document.path("key").asText())
                            .append(", ")
                            .append(document.path("parts").asInt())
                            .append(" pages\n"));
            words.append(result.path("text").asText());
        }
        return words.toString().strip();
    }

    private Question question(ToolArguments arguments, CollectionRow collection) {
        String text = arguments.text("question");
        if (text.length() > longestQuestion) {
            throw new ToolRefusal(
                    "The question has " + text.length() + " characters; at most " + longestQuestion + " are allowed.");
        }
        int standard = collection.settings().passagesOr(Question.DEFAULT_LIMIT);
        return new Question(text, arguments.filter("filter"), arguments.whole("limit", standard, 1, 100));
    }

    private static String place(JsonNode cited) {
        return cited.path("name").asText()
                + (cited.path("page").isInt() ? ", p. " + cited.path("page").asInt() : "") + " ("
                + cited.path("uri").asText() + ")";
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
