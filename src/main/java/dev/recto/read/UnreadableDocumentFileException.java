package dev.recto.read;

import java.io.IOException;
import java.nio.file.Path;

/** A stored reading that is damaged, of a newer version, or no stored reading at all; the file must be read again. */
public final class UnreadableDocumentFileException extends IOException {
    UnreadableDocumentFileException(Path file, String why) {
        super("the stored reading " + file + " cannot be used: " + why);
    }

    UnreadableDocumentFileException(Path file, String why, Throwable cause) {
        super("the stored reading " + file + " cannot be used: " + why, cause);
    }
}
