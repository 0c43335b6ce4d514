package dev.recto.cli;

/** A command cannot go on, for a reason that its user can put right; the message is a sentence that says how. */
sealed class CommandException extends RuntimeException permits ServiceRefusal {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CommandException(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /** Returns a failure. */
    static CommandException failed(String sentence) {
        return new CommandException(ExitCode.FAILED, sentence);
    }

    /** Returns a wrong use. */
    static CommandException wrongUse(String sentence) {
        return new CommandException(ExitCode.WRONG_USE, sentence);
    }

    /** Returns the exit status that goes with it. */
    int exitCode() {
        return exitCode;
    }
}
