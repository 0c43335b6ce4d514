package dev.recto.cli;

import dev.recto.catalog.CollectionRows;
import dev.recto.catalog.Home;
import dev.recto.catalog.HomeHeldException;
import dev.recto.catalog.HomeHolder;
import dev.recto.catalog.HomeLock;
import dev.recto.config.ConfigException;
import dev.recto.config.RectoConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code recto} itself: the options that every command has, and what follows from them. */
@Command(
        name = "recto",
        description = "Answers questions from your own documents, and shows the page.",
        synopsisHeading = "Usage: ",
        commandListHeading = "%nCommands:%n",
        versionProvider = RectoVersion.class)
final class RectoCommand {
    private final Surroundings surroundings;
    private final HomeOpener opener;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The folder that holds config/, data/ and index/ (or RECTO_HOME).")
    @Nullable
    Path homeFolder;

    @Option(
            names = "--server",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "Go through the service at this address (or RECTO_SERVER), with the key in RECTO_API_KEY.")
    @Nullable
    String server;

    @Option(
            names = {"-c", "--collection"},
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The collection (\"default\" where none is named).")
    @Nullable
    String collectionName;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print the result as JSON.")
    boolean json;

    @Option(names = "--quiet", scope = ScopeType.INHERIT, description = "Print results and errors alone.")
    boolean quiet;

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "Print without colours.")
    boolean noColor;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show the version.")
    boolean version;

    RectoCommand(Surroundings surroundings, HomeOpener opener) {
        this.surroundings = surroundings;
        this.opener = opener;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Output output() {
        return new Output(surroundings, quiet, noColor);
    }

    /** Returns the home that is meant: {@code --home}, RECTO_HOME, the launcher's folder, or else the current one. */
    Home home() {
        if (homeFolder != null) {
            return new Home(homeFolder);
        }
        Map<String, String> environment = surroundings.environment();
        String folder = environment.getOrDefault("RECTO_HOME", "");
        if (folder.isBlank()) {
            folder = environment.getOrDefault("RECTO_DEFAULT_HOME", "");
        }
        return new Home(Path.of(folder));
    }

    /** Returns the home's configuration. */
    RectoConfig config() {
        try {
            return RectoConfig.load(home().config().resolve("recto.yaml"), surroundings.environment());
        } catch (ConfigException e) {
            throw CommandException.wrongUse(
                    "The configuration is wrong, and nothing was started:\n  " + String.join("\n  ", e.problems()));
        }
    }

    /**
     * Returns the home that is meant: the one behind {@code --server}, or else the one of this machine, through the service that holds it
     * where one does.
     *
     * @throws HomeHeldException if a process holds it that serves nobody
     */
    CommandHome reach() {
        String address = serverAddress();
        if (address != null) {
            return new RemoteHome(elsewhere(address), false, home());
        }
        try {
            return new LocalHome(opener.open(home(), config()));
        } catch (HomeHeldException held) {
            return new RemoteHome(holding(held), true, home());
        }
    }

    /** Returns the service to go through, or null where this process may hold the home itself. */
    @Nullable
    ServiceClient service() {
        String address = serverAddress();
        if (address != null) {
            return elsewhere(address);
        }
        HomeHolder holder = HomeLock.holder(home());
        return holder == null || holder.address() == null ? null : new ServiceClient(holder.address(), holder.token());
    }

    private ServiceClient elsewhere(String address) {
        String key = surroundings.environment().getOrDefault("RECTO_API_KEY", "");
        return new ServiceClient(address, key.isBlank() ? null : key.strip());
    }

    private static ServiceClient holding(HomeHeldException held) {
        HomeHolder holder = held.holder();
        if (holder == null || holder.address() == null || holder.token() == null) {
            throw held;
        }
        return new ServiceClient(holder.address(), holder.token());
    }

    /** Returns the longest question in UTF-16 units; a service elsewhere has a limit of its own. */
    int longestQuestion() {
        return serverAddress() == null ? config().limits().questionChars() : Integer.MAX_VALUE;
    }

    private @Nullable String serverAddress() {
        String address = server == null ? surroundings.environment().getOrDefault("RECTO_SERVER", "") : server;
        return address.isBlank() ? null : address.strip();
    }

    /** Opens the home that is meant, for what can be done on this machine alone. */
    OpenHome open() {
        if (server != null) {
            throw CommandException.wrongUse("This command works on a home of this machine. Leave --server out.");
        }
        return opener.open(home(), config());
    }

    /** Opens another home with the configuration of the one that is meant. */
    OpenHome open(Home other) {
        return opener.open(other, config());
    }

    /** Returns the name of the collection that is meant. */
    String collection() {
        return collectionName == null ? CollectionRows.DEFAULT : collectionName;
    }

    /** Returns the pairs of {@code key=value} options. */
    static Map<String, String> pairs(String option, Iterable<String> texts) {
        Map<String, String> pairs = new TreeMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw CommandException.wrongUse(option + " needs key=value, and got \"" + text + "\".");
            }
            pairs.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return pairs;
    }
}
