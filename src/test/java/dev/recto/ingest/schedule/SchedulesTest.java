package dev.recto.ingest.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recto.Application;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.Home;
import dev.recto.catalog.JobRow;
import dev.recto.catalog.ReindexJob;
import dev.recto.config.RectoConfig;
import dev.recto.config.ReindexConfig;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nightly runs on a real catalogue; the clock is told. */
class SchedulesTest {
    private static final String NIGHTLY = "30 2 * * *";

    private Application home;
    private CollectionRow collection;
    private Instant now = Instant.parse("2026-03-10T12:00:00Z");

    @BeforeEach
    void open(@TempDir Path folder) {
        home = Application.open(new Home(folder), RectoConfig.DEFAULT);
        collection = home.catalog().collections().require("default");
    }

    @AfterEach
    void close() {
        home.close();
    }

    private Schedules schedules(@Nullable String line, int jitter, ReindexConfig.@Nullable Window window) {
        var none = new ReindexConfig.Webhook(null, null, 1);
        var config = new ReindexConfig(line, ZoneOffset.UTC, jitter, window, 5, none);
        return new Schedules(home.catalog(), home.reindexes(), config, () -> now);
    }

    private int asked() {
        return home.catalog().reindexes().unfinished().size();
    }

    private void finishAll() {
        for (JobRow job : home.catalog().reindexes().unfinished()) {
            ReindexJob asked = Objects.requireNonNull(job.reindex());
            home.catalog()
                    .reindexes()
                    .finish(job, new ReindexJob(asked.task(), 0, asked.cause(), 0, 0, "CURRENT", "Done.", 1));
        }
    }

    @Test
    void look_runThatIsDue_isAskedForOnce() {
        Schedules schedules = schedules(NIGHTLY, 0, null);
        schedules.look();
        assertThat(asked()).isZero();

        now = Instant.parse("2026-03-11T02:30:04Z");
        schedules.look();
        schedules.look();

        assertThat(asked()).isEqualTo(1);
        ReindexJob job = Objects.requireNonNull(
                home.catalog().reindexes().unfinished().getFirst().reindex());
        assertThat(job.cause()).isEqualTo("schedule");
        assertThat(schedules.of(collection).last()).isEqualTo(now);
    }

    @Test
    void look_brokenOffBetweenAskingAndNoting_losesNoRunAndAsksForNoSecond() {
        Schedules schedules = schedules(NIGHTLY, 0, null);
        schedules.look();
        now = Instant.parse("2026-03-11T02:30:04Z");

        refusing("INSERT ON job", () -> assertThatThrownBy(schedules::look).hasMessageContaining("broken off"));
        assertThat(asked()).isZero();
        refusing("INSERT ON schedule", () -> assertThatThrownBy(schedules::look).hasMessageContaining("broken off"));
        assertThat(asked()).isEqualTo(1);
        schedules(NIGHTLY, 0, null).look();

        assertThat(asked()).isEqualTo(1);
        assertThat(schedules.of(collection).last()).isEqualTo(now);
    }

    /** Does something while the catalogue refuses one kind of writing, as where the process ends just before it. */
    private void refusing(String what, Runnable work) {
        run("CREATE TRIGGER refusing BEFORE " + what + " BEGIN SELECT RAISE(ABORT, 'broken off'); END");
        work.run();
        run("DROP TRIGGER refusing");
    }

    private void run(String sql) {
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + home.home().catalogFile());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void look_afterFiveMissedNights_catchesUpOnce() {
        schedules(NIGHTLY, 0, null).look();

        now = Instant.parse("2026-03-15T09:00:00Z");
        Schedules restarted = schedules(NIGHTLY, 0, null);
        restarted.look();
        finishAll();
        restarted.look();

        assertThat(asked()).isZero();
        assertThat(restarted.of(collection).next()).isEqualTo(Instant.parse("2026-03-16T02:30:00Z"));
        now = Instant.parse("2026-03-16T02:30:00Z");
        restarted.look();
        assertThat(asked()).isEqualTo(1);
    }

    @Test
    void look_whileTheLastRunGoesOn_asksForNoSecond() {
        Schedules schedules = schedules("*/5 * * * *", 0, null);
        schedules.look();
        for (int i = 0; i < 10; i++) {
            now = now.plus(Duration.ofMinutes(5));
            schedules.look();
        }

        assertThat(asked()).isEqualTo(1);
    }

    @Test
    void look_outsideTheWindow_waitsForIt() {
        var window = new ReindexConfig.Window(LocalTime.of(22, 0), LocalTime.of(4, 0));
        Schedules schedules = schedules("0 6 * * *", 0, window);
        schedules.look();

        now = Instant.parse("2026-03-11T06:01:00Z");
        schedules.look();
        assertThat(asked()).isZero();
        now = Instant.parse("2026-03-11T22:00:00Z");
        schedules.look();

        assertThat(asked()).isEqualTo(1);
    }

    @Test
    void look_withJitter_beginsLaterAndAlwaysAtTheSameTime() {
        Schedules schedules = schedules(NIGHTLY, 30, null);
        schedules.look();
        Instant due = Objects.requireNonNull(
                home.catalog().schedules().of(collection.id()).due());

        assertThat(due).isBetween(Instant.parse("2026-03-11T02:30:00Z"), Instant.parse("2026-03-11T03:00:00Z"));
        now = due;
        schedules.look();
        assertThat(asked()).isEqualTo(1);
        assertThat(home.catalog().schedules().of(collection.id()).due()).isEqualTo(due.plus(Duration.ofDays(1)));
    }

    @Test
    void look_clockSetBackByAYear_reckonsTheNextRunAnew() {
        Schedules schedules = schedules(NIGHTLY, 0, null);
        schedules.look();

        now = Instant.parse("2025-03-10T12:00:00Z");
        schedules.look();

        assertThat(asked()).isZero();
        assertThat(home.catalog().schedules().of(collection.id()).due())
                .isEqualTo(Instant.parse("2025-03-11T02:30:00Z"));
    }

    @Test
    void look_clockSetAheadByAYear_runsOnce() {
        Schedules schedules = schedules(NIGHTLY, 0, null);
        schedules.look();

        now = Instant.parse("2027-03-10T12:00:00Z");
        schedules.look();
        finishAll();
        schedules.look();

        assertThat(asked()).isZero();
    }

    @Test
    void set_ownScheduleInATimeZone_winsOverTheConfigured() {
        Schedules schedules = schedules(NIGHTLY, 0, null);

        schedules.set(collection, "0 4 * * *", "Asia/Shanghai");

        Schedules.Effective effective = schedules.of(collection);
        assertThat(effective.own()).isTrue();
        assertThat(effective.timeZone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
        assertThat(effective.next()).isEqualTo(Instant.parse("2026-03-10T20:00:00Z"));
        schedules.set(collection, "off", null);
        assertThat(schedules.of(collection).next()).isNull();
        assertThat(schedules.set(collection, null, null).cron()).isEqualTo(NIGHTLY);
    }

    @Test
    void set_lineThatNeverFires_isRefusedInPlainWords() {
        Schedules schedules = schedules(null, 0, null);

        assertThatThrownBy(() -> schedules.set(collection, "0 0 30 2 *", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("never fires");
        for (String wrong : List.of("", "nightly", "61 2 * * *", "0 0 * * * *", "@reboot", "* * * *")) {
            assertThatThrownBy(() -> schedules.set(collection, wrong, null))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("five fields");
        }
        assertThatThrownBy(() -> schedules.set(collection, NIGHTLY, "Mars/Olympus"))
                .hasMessageContaining("no time zone");
        assertThat(schedules.of(collection).cron()).isNull();
    }

    @Test
    void next_hourThatSummerTimeLeavesOut_comesTheSameDay() {
        CronLine line = CronLine.parse(NIGHTLY, ZoneId.of("Europe/Berlin"), now);

        Instant next = line.after(Instant.parse("2026-03-28T12:00:00Z")).orElseThrow();

        assertThat(next).isBetween(Instant.parse("2026-03-29T00:59:00Z"), Instant.parse("2026-03-29T02:00:00Z"));
    }
}
