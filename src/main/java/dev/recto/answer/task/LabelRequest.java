package dev.recto.answer.task;

import dev.recto.answer.AnswerSettings;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Labels to choose from.
 *
 * @param labels 2 to 100, each of 1 to 100 characters on one line, none twice
 * @param settings who chooses: {@code quote} stands for the encoder
 */
public record LabelRequest(List<String> labels, AnswerSettings settings) {
    private static final int MOST = 100;
    private static final int LONGEST = 100;

    /** @throws IllegalArgumentException with a sentence for people, if the labels are none to choose from */
    public LabelRequest {
        labels = labels.stream().map(String::strip).toList();
        boolean sizes = labels.stream()
                .allMatch(label -> !label.isEmpty()
                        && label.length() <= LONGEST
                        && label.chars().noneMatch(Character::isISOControl));
        if (labels.size() < 2 || labels.size() > MOST || !sizes || new LinkedHashSet<>(labels).size() < labels.size()) {
            throw new IllegalArgumentException("The labels must be 2 to " + MOST + ", each of 1 to " + LONGEST
                    + " characters on one line, and none twice.");
        }
    }
}
