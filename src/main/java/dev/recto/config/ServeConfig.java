package dev.recto.config;

/**
 * Where the service listens, under {@code serve} in the configuration.
 *
 * @param host the address it listens on; other than a loopback one only with keys
 * @param port the port, or 0 for any that is free
 */
public record ServeConfig(String host, int port) {
    /** What holds where nothing else is configured. */
    public static final ServeConfig DEFAULT = new ServeConfig("127.0.0.1", 7878);
}
