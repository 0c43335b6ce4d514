package dev.recto.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * FinanceBench's questions, and the folder of the documents they are asked of.
 *
 * @param name what the set is called in reports
 * @param questions their places name documents as the file does and count pages from 1
 * @param documents the folder {@code pdfs} beside the file, or null where there is none
 */
public record PageSet(
        String name,
        List<EvaluationQuestion> questions,
        @Nullable Path documents) {
    public PageSet {
        questions = List.copyOf(questions);
    }

    /**
     * Reads a file of lines, or a folder that holds one.
     *
     * @throws EvaluationDataException if there is none or more than one, or a line is not what it should be
     */
    public static PageSet read(Path path) {
        Path file = Files.isDirectory(path) ? only(path) : path;
        Path documents = file.resolveSibling("pdfs");
        return new PageSet(
                SquadReader.name(file), new PageReader().read(file), Files.isDirectory(documents) ? documents : null);
    }

    private static Path only(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(".jsonl")).toList();
            if (found.size() == 1) {
                return found.getFirst();
            }
            throw new EvaluationDataException(folder, "one .jsonl file is expected, and there are " + found.size());
        } catch (IOException e) {
            throw new EvaluationDataException(folder, "cannot be read: " + e.getMessage());
        }
    }
}
