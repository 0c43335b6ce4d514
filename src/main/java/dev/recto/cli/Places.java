package dev.recto.cli;

import dev.recto.answer.Citation;
import dev.recto.document.PartKind;
import dev.recto.index.FoundPassage;
import dev.recto.serve.json.AnswerJson;

/** Says in words where a quote or a passage stands: {@code lease.pdf, p. 12}. */
final class Places {
    private Places() {}

    /** Returns the place of a citation. */
    static String of(Citation citation) {
        StringBuilder place = new StringBuilder(citation.document().name());
        if (citation.page() != null) {
            place.append(", p. ").append(citation.page());
        }
        if (citation.line() != null) {
            place.append(", line ").append(citation.line());
        }
        if (citation.cell() != null) {
            place.append(", ").append(citation.cell());
        }
        if (citation.page() == null && citation.line() == null && citation.section() != null) {
            place.append(", ").append(citation.section());
        }
        return place.toString();
    }

    /** Returns the place of a passage. */
    static String of(FoundPassage found) {
        String name = found.document().name();
        int part = found.passage().span().part();
        String section = AnswerJson.section(found.passage().headingPath());
        if (found.partKind() == PartKind.PAGE) {
            return name + ", p. " + part;
        }
        if (found.passage().label() != null) {
            return name + ", " + (section == null ? "" : section + ", ")
                    + found.passage().label();
        }
        return section == null ? name : name + ", " + section;
    }
}
