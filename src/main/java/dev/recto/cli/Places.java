package dev.recto.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Says in words where a quote or a passage stands: {@code lease.pdf, p. 12}. */
final class Places {
    private Places() {}

    /** Returns the place of a citation. */
    static String ofCitation(JsonNode citation) {
        StringBuilder place = new StringBuilder(citation.path("name").asText());
        if (citation.hasNonNull("page")) {
            place.append(", p. ").append(citation.path("page").asInt());
        }
        if (citation.hasNonNull("line")) {
            place.append(", line ").append(citation.path("line").asInt());
        }
        if (citation.hasNonNull("cell")) {
            place.append(", ").append(citation.path("cell").asText());
        }
        if (!citation.hasNonNull("page") && !citation.hasNonNull("line") && citation.hasNonNull("section")) {
            place.append(", ").append(citation.path("section").asText());
        }
        return place.toString();
    }

    /** Returns the place of a passage of evidence. */
    static String ofPassage(JsonNode passage) {
        String name = passage.path("name").asText();
        if (passage.hasNonNull("page")) {
            return name + ", p. " + passage.path("page").asInt();
        }
        String section =
                passage.hasNonNull("section") ? ", " + passage.path("section").asText() : "";
        String label =
                passage.hasNonNull("label") ? ", " + passage.path("label").asText() : "";
        return name + section + label;
    }
}
