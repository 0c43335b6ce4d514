package dev.recto.serve;

/** A request ends with a {@link Problem}. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** Ends a request; has no stack trace, since the problem says it all. */
    public ProblemException(Problem problem) {
        super(problem.sentence(), null, false, false);
        this.problem = problem;
    }

    /** Returns what the caller is told. */
    public Problem problem() {
        return problem;
    }
}
