package dev.recto.cli;

/** A service refused a request. */
final class ServiceRefusal extends CommandException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status of HTTP */
    ServiceRefusal(int status, String sentence) {
        super(
                status == 400 || status == 413 || status == 415 || status == 422 ? ExitCode.WRONG_USE : ExitCode.FAILED,
                sentence);
        this.status = status;
    }

    /** Returns the status of HTTP. */
    int status() {
        return status;
    }
}
