package dev.recto.evaluate;

import dev.recto.embed.AnswerFinder;
import java.nio.file.Path;

/** The one answer finder of all tests in a process, which ends with it. */
public final class SharedFinder {
    /** Loads a model when its first text comes. */
    public static final AnswerFinder FINDER = new AnswerFinder(Path.of("target", "model-cache"));

    private SharedFinder() {}
}
