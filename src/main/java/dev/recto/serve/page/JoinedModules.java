package dev.recto.serve.page;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page's modules, those that its first view needs joined into one.
 *
 * <p>By HTTP/1.1 a browser asks for six files at a time, and for what a module imports only when it has read that module: twenty small ones cost
 * more time than all that they do. Joined they stand in the order in which they would run (what a module imports before itself, ECMA-262 16.2.1.5),
 * without the lines that import from each other. So they share one scope: no two may have a top-level name in common, which a browser
 * would refuse to run, and none may have one of the browser's own; tests hold both. An import is one line, {@code import { a, b } from "./c.js";}.
 */
final class JoinedModules {
    /** The joined module's path below the build's address. */
    static final String JOINED = "js/page.js";

    private static final Pattern IMPORT = Pattern.compile("(?m)^import \\{[^}]*} from \"([^\"]+)\";\\R");

    private static final Pattern SPECIFIER = Pattern.compile("(?m)(^import \\{[^}]*} from |\\bimport\\()\"([^\"]+)\"");

    private final String folder;
    private final Map<String, byte[]> files;
    private final Set<String> joined = new LinkedHashSet<>();

    private JoinedModules(String folder, Map<String, byte[]> files) {
        this.folder = folder;
        this.files = files;
    }

    /**
     * Puts the joined module in the place of those that it is made of, and has the others import from it.
     *
     * @param folder the address of this build's files, with a slash at its end
     * @param files by path; changed
     * @param first the module to join with all that it imports
     */
    static void join(String folder, Map<String, byte[]> files, String first) {
        var modules = new JoinedModules(folder, files);
        modules.collect(first);
        String body = modules.joined.stream()
                .map(name -> IMPORT.matcher(modules.addressed(name)).replaceAll(""))
                .collect(Collectors.joining("\n"));
        for (String name : List.copyOf(files.keySet())) {
            if (name.endsWith(".js")) {
                files.put(name, modules.addressed(name).getBytes(StandardCharsets.UTF_8));
            }
        }
        files.keySet().removeAll(modules.joined);
        files.put(JOINED, body.getBytes(StandardCharsets.UTF_8));
    }

    private void collect(String name) {
        if (joined.contains(name)) {
            return;
        }
        Matcher imports = IMPORT.matcher(text(name));
        while (imports.find()) {
            collect(path(name, imports.group(1)));
        }
        joined.add(name);
    }

    /** Returns a module whose imports name their files by address, so that they mean the same wherever it stands. */
    private String addressed(String name) {
        return SPECIFIER.matcher(text(name)).replaceAll(found -> {
            String path = path(name, found.group(2));
            return Matcher.quoteReplacement(
                    found.group(1) + "\"" + folder + (joined.contains(path) ? JOINED : path) + "\"");
        });
    }

    private String path(String module, String specifier) {
        return URI.create(folder + module).resolve(specifier).getPath().substring(folder.length());
    }

    private String text(String name) {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            throw new IllegalStateException("the jar lacks the page's module " + name);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
