package dev.recto.config;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives the values of keys from the environment, else from the file, else the default, and keeps every problem met on the way.
 *
 * <p>The keys it has been asked for are the keys that exist: whatever else is set is unknown.
 */
final class ConfigSource {
    private static final String PREFIX = "RECTO_";
    /** Variables that start with RECTO_ and set no key: where things are, and how Recto is started and tested. */
    private static final Set<String> OTHER_VARIABLES = Set.of(
            "RECTO_HOME",
            "RECTO_DEFAULT_HOME",
            "RECTO_SERVER",
            "RECTO_API_KEY",
            "RECTO_JAVA_HOME",
            "RECTO_JAVA_OPTS",
            "RECTO_AOT",
            "RECTO_ALL_PARTS");

    private static final int MOST_SECRET_BYTES = 64 << 10;

    private final ConfigFile file;
    private final Map<String, String> environment;
    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> secrets = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();

    ConfigSource(ConfigFile file, Map<String, String> environment) {
        this.file = file;
        this.environment = new TreeMap<>(environment);
        problems.addAll(file.problems());
    }

    /** Returns a whole number from least to most. */
    long whole(String key, long standard, long least, long most) {
        Setting setting = setting(key);
        if (setting == null) {
            return standard;
        }
        try {
            long value = Long.parseLong(setting.value());
            if (value >= least && value <= most) {
                return value;
            }
            problem(setting, "must be from " + least + " to " + most + ", and is " + value + ".");
        } catch (NumberFormatException e) {
            problem(
                    setting,
                    "must be a whole number from " + least + " to " + most + ", and is \"" + setting.value() + "\".");
        }
        return standard;
    }

    /** Returns a number from least to most. */
    double decimal(String key, double standard, double least, double most) {
        Setting setting = setting(key);
        if (setting == null) {
            return standard;
        }
        try {
            double value = Double.parseDouble(setting.value());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, with every other text that is no such number.
        }
        problem(setting, "must be a number from " + least + " to " + most + ", and is \"" + setting.value() + "\".");
        return standard;
    }

    /** Returns one of an enum's values, written in lower case. */
    <E extends Enum<E>> E choice(String key, E standard) {
        Setting setting = setting(key);
        if (setting == null) {
            return standard;
        }
        List<String> names = new ArrayList<>();
        for (E value : standard.getDeclaringClass().getEnumConstants()) {
            String name = value.name().toLowerCase(Locale.ROOT);
            if (name.equals(setting.value())) {
                return value;
            }
            names.add(name);
        }
        problem(
                setting,
                "must be one of " + String.join(", ", names) + ", and is \"" + setting.value() + "\"; the nearest is "
                        + nearest(setting.value(), names) + ".");
        return standard;
    }

    /** Returns text, or null where none is set. */
    @Nullable
    String text(String key) {
        Setting setting = setting(key);
        return setting == null ? null : setting.value();
    }

    /** Returns the words of a list with commas between them; empty where none is set. */
    List<String> list(String key) {
        Setting setting = setting(key);
        return setting == null
                ? List.of()
                : Stream.of(setting.value().split(","))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList();
    }

    /** Returns an address that starts with http:// or https://, or null where none is set. */
    @Nullable
    String url(String key) {
        Setting setting = setting(key);
        if (setting == null) {
            return null;
        }
        URI uri = null;
        try {
            uri = URI.create(setting.value());
        } catch (IllegalArgumentException e) {
            // Told below, with every other text that is no address.
        }
        if (uri == null
                || uri.getHost() == null
                || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            problem(setting, "must be an address that starts with http:// or https://.");
        }
        return setting.value();
    }

    /** Returns a secret: from the key's environment variable, or from the file that {@code <key>_file} names; null without. */
    @Nullable
    String secret(String key) {
        secrets.add(key);
        String value = environment.get(variable(key));
        Setting path = setting(key + "_file");
        if (value != null && !value.isBlank()) {
            return value.strip();
        }
        if (path == null) {
            return null;
        }
        try {
            Path secret = Path.of(path.value());
            if (Files.size(secret) > MOST_SECRET_BYTES) {
                problem(path, "names a file that is too large to be a secret: " + secret);
                return null;
            }
            return Files.readString(secret).strip();
        } catch (IOException | IllegalArgumentException e) {
            problem(path, "names a file that cannot be read: " + path.value());
            return null;
        }
    }

    /** Returns the lines of the file that a key names; empty where none is named. */
    List<String> lines(String key, int mostBytes) {
        Setting path = setting(key);
        if (path == null) {
            return List.of();
        }
        try {
            Path named = Path.of(path.value());
            if (Files.size(named) > mostBytes) {
                problem(path, "names a file of more than " + mostBytes + " bytes: " + named);
                return List.of();
            }
            return Files.readAllLines(named);
        } catch (MalformedInputException e) {
            problem(path, "names a file that is not UTF-8: " + path.value());
            return List.of();
        } catch (IOException | IllegalArgumentException e) {
            problem(path, "names a file that cannot be read: " + path.value());
            return List.of();
        }
    }

    /** Returns the folder that a key names, or null where none is named. */
    @Nullable
    Path folder(String key) {
        Setting setting = setting(key);
        if (setting == null) {
            return null;
        }
        try {
            Path folder = Path.of(setting.value()).toAbsolutePath().normalize();
            if (Files.isDirectory(folder)) {
                return folder;
            }
        } catch (InvalidPathException e) {
            // Told below, with every other text that is no folder.
        }
        problem(setting, "names a folder that is not there: " + setting.value());
        return null;
    }

    /** Keeps a problem with a key whose value alone is in order. */
    void problem(String key, String sentence) {
        Setting setting = setting(key);
        problem(setting == null ? new Setting(key, "", key) : setting, sentence);
    }

    /** Returns every key it has been asked for; secrets only as {@code …_file}. */
    Set<String> known() {
        return Set.copyOf(known);
    }

    /** Returns every problem, with those of the keys and variables that nothing has asked for. */
    List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        file.keys().forEach((key, place) -> {
            if (secrets.contains(key)) {
                all.add(place + ": " + key + " is a secret and does not belong here; set " + variable(key) + " or "
                        + key + "_file.");
            } else if (!known.contains(key) && known.stream().noneMatch(name -> name.startsWith(key + "."))) {
                all.add(place + ": " + key + " is not a key" + hint(key, known) + ".");
            }
        });
        Map<String, String> variables = new HashMap<>();
        known.forEach(key -> variables.put(variable(key), key));
        secrets.forEach(key -> variables.put(variable(key), key));
        for (String name : environment.keySet()) {
            if (name.startsWith(PREFIX) && !OTHER_VARIABLES.contains(name) && !variables.containsKey(name)) {
                all.add("environment: " + name + " sets no key" + hint(name, variables.keySet()) + ".");
            }
        }
        return all;
    }

    private @Nullable Setting setting(String key) {
        known.add(key);
        String name = variable(key);
        String value = environment.get(name);
        if (value != null && !value.isBlank()) {
            return new Setting(key, value.strip(), "environment: " + name);
        }
        ConfigFile.Entry entry = file.values().get(key);
        return entry == null
                ? null
                : new Setting(key, entry.value(), entry.place().toString());
    }

    private void problem(Setting setting, String sentence) {
        problems.add(setting.place() + ": " + setting.key() + " " + sentence);
    }

    private static String variable(String key) {
        return PREFIX + key.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static String hint(String name, Set<String> valid) {
        return valid.isEmpty() ? "" : "; the nearest is " + nearest(name, valid);
    }

    private static String nearest(String name, Iterable<String> valid) {
        List<String> names = new ArrayList<>();
        valid.forEach(names::add);
        return names.stream()
                .min(Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /** Returns how many characters must be put in, taken out or changed (Levenshtein 1966). */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int change = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(change, Math.min(above[column], current[column - 1]) + 1);
            }
            above = current;
        }
        return above[to.length()];
    }

    private record Setting(String key, String value, String place) {}
}
