package dev.recto.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the list of jobs.
 *
 * @param jobs newest first
 * @param next where the next stretch begins, or null at the end
 */
public record JobPage(List<JobRow> jobs, @Nullable Long next) {
    public JobPage {
        jobs = List.copyOf(jobs);
    }
}
