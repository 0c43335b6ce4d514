package dev.recto.ingest.schedule;

import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.ScheduleRow;
import dev.recto.config.ReindexConfig;
import dev.recto.document.Caller;
import dev.recto.ingest.ReindexTask;
import dev.recto.ingest.ReindexWorker;
import dev.recto.ingest.Reindexes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nightly runs: asks for a re-index of each collection when it is due. When the next is due is kept in the catalogue, so a run that was
 * missed, since nothing ran or the clock was set ahead, is caught up on once; and where the clock was set back, the next is reckoned anew.
 */
public final class Schedules implements ReindexWorker.Chore {
    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);
    /** What a schedule says of a collection that is never re-indexed by itself. */
    public static final String OFF = "off";

    private final Catalog catalog;
    private final Reindexes reindexes;
    private final ReindexConfig config;
    private final InstantSource clock;
    private final Set<String> seen = new HashSet<>();

    /** @param clock what time it is */
    public Schedules(Catalog catalog, Reindexes reindexes, ReindexConfig config, InstantSource clock) {
        this.catalog = catalog;
        this.reindexes = reindexes;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A collection's schedule as it holds.
     *
     * @param cron its line, or null where it is never re-indexed by itself
     * @param timeZone the zone of the line
     * @param own whether it was set for this collection
     * @param next when the next run is due, jitter and window left aside, or null
     * @param last when the last began, or null
     */
    public record Effective(
            @Nullable String cron,
            ZoneId timeZone,
            boolean own,
            @Nullable Instant next,
            @Nullable Instant last) {}

    /** Returns a collection's schedule as it holds. */
    public Effective of(CollectionRow collection) {
        ScheduleRow row = catalog.schedules().of(collection.id());
        Instant now = clock.instant();
        String cron = line(row);
        Instant next = cron == null ? null : next(row, now);
        return new Effective(cron, zone(row), row.cron() != null, next, row.last());
    }

    private @Nullable Instant next(ScheduleRow row, Instant now) {
        try {
            return parsed(row, now).flatMap(line -> line.after(now)).orElse(null);
        } catch (IllegalArgumentException over) {
            return null; // a line that has come to its end since it was set
        }
    }

    /**
     * Sets a collection's schedule.
     *
     * @param cron a line, {@code off}, or null for what is configured
     * @param timeZone the line's zone, or null for the configured one
     * @throws IllegalArgumentException with a sentence for people, if the line or the zone is none or the line never fires
     */
    public Effective set(CollectionRow collection, @Nullable String cron, @Nullable String timeZone) {
        ZoneId zone = timeZone == null ? config.timeZone() : CronLine.zone(timeZone);
        if (cron != null && !cron.equals(OFF)) {
            CronLine checked = CronLine.parse(cron, zone, clock.instant());
            LOG.debug("A schedule in {} was set.", checked.zone());
        }
        ScheduleRow row = catalog.schedules().of(collection.id());
        catalog.schedules().put(new ScheduleRow(collection.id(), cron, timeZone, null, row.last()));
        return of(collection);
    }

    /** Asks for the re-index of every collection whose run is due. */
    @Override
    public void look() {
        for (CollectionRow collection : catalog.collections().list()) {
            try {
                look(collection, clock.instant());
            } catch (IllegalArgumentException e) { // a line that has come to its end since it was set
                if (seen.add("wrong:" + collection.id())) {
                    LOG.warn("The schedule of {} does not hold any more: {}", collection.id(), e.getMessage());
                }
            }
        }
    }

    /**
     * Checks what is configured.
     *
     * @throws IllegalArgumentException with a sentence for people, if the line is none or never fires
     */
    public static void check(ReindexConfig config, Instant now) {
        String line = config.schedule();
        if (line != null) {
            try {
                CronLine checked = CronLine.parse(line, config.timeZone(), now);
                LOG.debug("The configured schedule is in {}.", checked.zone());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("reindex.schedule: " + e.getMessage(), e);
            }
        }
    }

    private void look(CollectionRow collection, Instant now) {
        ScheduleRow row = catalog.schedules().of(collection.id());
        Optional<CronLine> line = parsed(row, now);
        if (line.isEmpty()) {
            return;
        }
        Instant next = line.get().after(now).orElseThrow().plus(jitter(collection));
        Instant due = row.due();
        boolean first = seen.add(collection.id().value());
        boolean setBack = due != null && due.isAfter(next);
        if (due == null || setBack || (first && due.isAfter(now))) {
            if (setBack && !first) {
                LOG.warn(
                        "The next re-index of {} was due at {}, after the one that its schedule names now ({}): the clock was set back.",
                        collection.id(),
                        due,
                        next);
            }
            put(row, next, row.last());
        } else if (!due.isAfter(now) && open(row, now)) {
            Duration late = Duration.between(due, now);
            LOG.info(
                    "The re-index of {} that was due at {} begins, {} s late.", collection.id(), due, late.toSeconds());
            // asked for before it is noted: what ends the process in between asks for it again, and while it waits that
            // is the same one
            reindexes.ask(collection, new ReindexTask(ReindexTask.Kind.BUILD, 0, "schedule"), Caller.owner());
            put(row, next, now);
        }
    }

    private void put(ScheduleRow row, Instant due, @Nullable Instant last) {
        catalog.schedules().put(new ScheduleRow(row.collection(), row.cron(), row.timeZone(), due, last));
    }

    private boolean open(ScheduleRow row, Instant now) {
        ReindexConfig.Window window = config.window();
        return window == null || window.contains(now.atZone(zone(row)).toLocalTime());
    }

    private Duration jitter(CollectionRow collection) {
        long most = Duration.ofMinutes(config.jitterMinutes()).toSeconds();
        return most == 0
                ? Duration.ZERO
                : Duration.ofSeconds(Math.floorMod(collection.id().value().hashCode(), most));
    }

    private @Nullable String line(ScheduleRow row) {
        String cron = row.cron() == null ? config.schedule() : row.cron();
        return OFF.equals(cron) ? null : cron;
    }

    private ZoneId zone(ScheduleRow row) {
        return row.timeZone() == null ? config.timeZone() : CronLine.zone(row.timeZone());
    }

    private Optional<CronLine> parsed(ScheduleRow row, Instant now) {
        String line = line(row);
        return line == null ? Optional.empty() : Optional.of(CronLine.parse(line, zone(row), now));
    }
}
