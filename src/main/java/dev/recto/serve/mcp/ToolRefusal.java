package dev.recto.serve.mcp;

/** A tool cannot do what it was called for; the message is a sentence that the calling model can act on. */
final class ToolRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ToolRefusal(String sentence) {
        super(sentence, null, false, false);
    }
}
