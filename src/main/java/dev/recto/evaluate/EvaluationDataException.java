package dev.recto.evaluate;

import java.nio.file.Path;

/** A file of questions or judgements cannot be used; the message names file and line and says what is wrong. */
public final class EvaluationDataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong with a whole file or folder. */
    public EvaluationDataException(Path file, String problem) {
        super(file + ": " + problem);
    }

    /** Says what is wrong in one line, counted from 1. */
    public EvaluationDataException(Path file, int line, String problem) {
        super(file + ", line " + line + ": " + problem);
    }
}
