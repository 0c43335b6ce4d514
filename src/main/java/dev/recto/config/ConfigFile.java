package dev.recto.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * What a YAML file sets: sections of keys, each with one plain value.
 *
 * @param values by key ({@code section.name}); keys without a value are absent
 * @param keys every key, with or without a value, and every empty section, and where it stands
 * @param problems what is wrong with the file's form, a sentence each
 */
record ConfigFile(Map<String, Entry> values, Map<String, Place> keys, List<String> problems) {
    private static final int MOST_ALIASES = 0;
    private static final int MOST_CHARS = 1 << 20;

    /** A file that sets nothing. */
    static final ConfigFile EMPTY = new ConfigFile(Map.of(), Map.of(), List.of());

    /** A value as it is written, and where. */
    record Entry(String value, Place place) {}

    /** A line of a file, counted from 1. */
    record Place(String file, int line) {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /** Returns what the file sets; a file that is not there sets nothing. */
    static ConfigFile read(Path file) {
        if (!Files.exists(file)) {
            return EMPTY;
        }
        ConfigFile result = new ConfigFile(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setCodePointLimit(MOST_CHARS)
                .build();
        try {
            new Compose(settings)
                    .composeString(Files.readString(file))
                    .ifPresent(root -> result.addSections(file.toString(), root));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            result.problems.add(new Place(file.toString(), line) + ": not YAML: " + e.getProblem());
        } catch (IOException | YamlEngineException e) {
            result.problems.add(file + ": cannot be read: " + e.getMessage());
        }
        return result;
    }

    private void addSections(String file, Node root) {
        for (NodeTuple section : pairs(file, root, "the file")) {
            String name = name(file, section.getKeyNode());
            if (isEmpty(section.getValueNode())) {
                keys.putIfAbsent(name, place(file, section.getKeyNode()));
                continue;
            }
            for (NodeTuple pair : pairs(file, section.getValueNode(), name)) {
                add(file, name + "." + name(file, pair.getKeyNode()), pair);
            }
        }
    }

    private void add(String file, String key, NodeTuple pair) {
        Place place = place(file, pair.getKeyNode());
        Place before = keys.putIfAbsent(key, place);
        if (before != null) {
            problems.add(
                    place + ": " + key + " stands here a second time; the first is on line " + before.line() + ".");
        } else if (!(pair.getValueNode() instanceof ScalarNode scalar)) {
            problems.add(place + ": " + key + " must be one plain value.");
        } else if (!isEmpty(scalar)) {
            values.put(key, new Entry(scalar.getValue(), place));
        }
    }

    private List<NodeTuple> pairs(String file, Node node, String what) {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue();
        }
        problems.add(place(file, node) + ": " + what + " must hold keys, each on a line of its own (key: value).");
        return List.of();
    }

    private String name(String file, Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        problems.add(place(file, node) + ": a key must be a plain word.");
        return "?";
    }

    private static boolean isEmpty(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static Place place(String file, Node node) {
        return new Place(
                file, node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1));
    }
}
