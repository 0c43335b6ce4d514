package dev.recto.cli;

/** What a command's exit status says. */
final class ExitCode {
    /** Done. */
    static final int DONE = 0;
    /** Failed. */
    static final int FAILED = 1;
    /** Wrong use: an unknown option, a missing argument, a wrong configuration. */
    static final int WRONG_USE = 2;
    /** The documents do not answer the question. */
    static final int NOT_FOUND = 3;
    /** Some inputs failed, the rest is done. */
    static final int SOME_FAILED = 4;
    /** Ended by Ctrl-C: 128 and the signal's number, as shells count. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
