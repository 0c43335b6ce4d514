package dev.recto.serve.routes;

import dev.recto.ingest.Upload;
import dev.recto.serve.Problem;

/** Checks source keys that come from outside. */
final class SourceKeys {
    private SourceKeys() {}

    /**
     * Returns a source key that is one.
     *
     * @throws dev.recto.serve.ProblemException if it is none
     */
    static String checked(String key) {
        try {
            Upload.check(key);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("invalid_field", String.valueOf(e.getMessage()))
                    .exception();
        }
        return Metadata.wellFormed("key", key);
    }
}
