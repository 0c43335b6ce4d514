package dev.recto.cli;

import dev.recto.config.RectoConfig;
import dev.recto.config.ServeConfig;
import dev.recto.serve.Service;
import dev.recto.serve.ServiceParts;
import dev.recto.serve.operations.JsonLog;
import java.util.concurrent.Callable;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serve}: the service, until it is asked to stop. */
@Command(name = "serve", description = "Serve the documents over HTTP.")
final class ServeCommand implements Callable<Integer> {
    private final RectoCommand root;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "The address to listen on (serve.host).")
    @Nullable
    String host;

    @Option(names = "--port", paramLabel = "PORT", description = "The port; 0 for any that is free (serve.port).")
    @Nullable
    Integer port;

    ServeCommand(RectoCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        if (port != null && (port < 0 || port > 65_535)) {
            throw CommandException.wrongUse("--port must be 0 to 65535, and is " + port + ".");
        }
        RectoConfig config = root.config();
        ServeConfig serve = config.serve()
                .at(
                        host == null ? config.serve().host() : host,
                        port == null ? config.serve().port() : port);
        var served = config.with(serve);
        Logger log = Logger.getLogger("");
        var lines = new JsonLog(root.surroundings().err());
        log.addHandler(lines);
        try (OpenHome open = root.open();
                Service service = Service.start(new ServiceParts(open, served))) {
            root.output().message("Recto serves " + root.home().root() + " on " + service.address());
            throw service.awaitFailure();
        } catch (InterruptedException stop) {
            root.output().message("Stopped.");
            return ExitCode.DONE;
        } finally {
            log.removeHandler(lines);
        }
    }
}
