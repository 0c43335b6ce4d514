package dev.recto.read.office;

import dev.recto.document.PartKind;
import dev.recto.read.DocumentDraft;
import org.apache.tika.metadata.Message;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * What a mail's header says, as the beginning of its part. Tika hands over the body of a mail of one part before it starts its own
 * XHTML, and that of any other after, so that whichever comes first begins the part. Not safe for several threads.
 */
final class MailHead {
    private final Metadata metadata;
    private final DocumentDraft draft;
    private boolean begun;

    /** Takes what Tika says of the mail, which is filled by the time that {@link #begin} is called. */
    MailHead(Metadata metadata, DocumentDraft draft) {
        this.metadata = metadata;
        this.draft = draft;
    }

    /** Opens the part and adds subject, people and date, once. */
    void begin() {
        if (begun) {
            return;
        }
        begun = true;
        draft.open(PartKind.MAIL, null);
        String subject = subject(metadata);
        if (subject != null) {
            draft.heading(1, subject);
        }
        var lines = new StringBuilder();
        line(lines, "From", from());
        line(lines, "To", String.join(", ", metadata.getValues(Message.MESSAGE_TO)));
        line(lines, "Cc", String.join(", ", metadata.getValues(Message.MESSAGE_CC)));
        line(lines, "Date", Dates.rfc3339(metadata.get(TikaCoreProperties.CREATED)));
        draft.paragraph(lines.toString());
        draft.property("from", from());
        draft.property("to", String.join(", ", metadata.getValues(Message.MESSAGE_TO)));
    }

    private static void line(StringBuilder lines, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            lines.append(name)
                    .append(": ")
                    .append(value.replaceAll("\\s+", " ").strip())
                    .append('\n');
        }
    }

    /** Returns a mail's subject, or null where it has none. */
    static @Nullable String subject(Metadata metadata) {
        String title = metadata.get(TikaCoreProperties.TITLE);
        return title == null || title.isBlank() ? metadata.get(TikaCoreProperties.SUBJECT) : title;
    }

    private @Nullable String from() {
        String name = metadata.get(TikaCoreProperties.CREATOR);
        return name == null || name.isBlank() ? metadata.get(Message.MESSAGE_FROM) : name;
    }
}
