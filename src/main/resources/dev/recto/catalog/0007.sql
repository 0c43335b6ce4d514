-- a generation is built beside the one that answers: began is the ledger's position when its build began, built_through the last document
-- whose passages it holds durably, live_since when it last came to answer
ALTER TABLE generation ADD COLUMN ready INTEGER NOT NULL DEFAULT 1;
ALTER TABLE generation ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
ALTER TABLE generation ADD COLUMN built_through TEXT NOT NULL DEFAULT '';
ALTER TABLE generation ADD COLUMN live_since INTEGER;
UPDATE generation SET live_since = created;

-- what a document is in a generation that does not answer, where that is not what its row says
CREATE TABLE generation_document (
    collection TEXT NOT NULL,
    number     INTEGER NOT NULL,
    document   TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    reception  INTEGER NOT NULL,
    outcome    TEXT NOT NULL,
    sentence   TEXT,
    media_type TEXT,
    title      TEXT,
    parts      INTEGER NOT NULL,
    passages   INTEGER NOT NULL,
    reader     INTEGER NOT NULL,
    PRIMARY KEY (collection, number, document),
    FOREIGN KEY (collection, number) REFERENCES generation (collection, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
-- a deleted document's title and words live on nowhere
CREATE TRIGGER generation_document_goes AFTER UPDATE OF state ON document WHEN NEW.state = 'DELETED' BEGIN
    DELETE FROM generation_document WHERE document = NEW.id;
END;

-- what was done with generations, and why; no foreign keys: it outlives what it tells of
CREATE TABLE generation_ledger (
    position   INTEGER PRIMARY KEY AUTOINCREMENT,
    at         INTEGER NOT NULL,
    collection TEXT NOT NULL,
    generation INTEGER NOT NULL,
    event      TEXT NOT NULL,
    cause      TEXT NOT NULL,
    sentence   TEXT,
    reader     INTEGER NOT NULL DEFAULT 0,
    splitter   INTEGER NOT NULL DEFAULT 0,
    models     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX generation_ledger_collection ON generation_ledger (collection, position);
CREATE TRIGGER generation_ledger_keeps BEFORE DELETE ON generation_ledger BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER generation_ledger_stays BEFORE UPDATE ON generation_ledger BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;

-- a job of kind 'reindex' has no documents of its own: what it is to do, how far it is and how it ended
CREATE TABLE job_reindex (
    job        INTEGER PRIMARY KEY REFERENCES job (position) ON DELETE CASCADE,
    task       TEXT NOT NULL CHECK (task IN ('build', 'force', 'rollback', 'activate')),
    target     INTEGER NOT NULL DEFAULT 0,
    cause      TEXT NOT NULL,
    total      INTEGER NOT NULL DEFAULT 0,
    done       INTEGER NOT NULL DEFAULT 0,
    outcome    TEXT,
    sentence   TEXT,
    generation INTEGER
) STRICT;

-- the nightly run of a collection; due is when it comes next, in ms
CREATE TABLE schedule (
    collection TEXT PRIMARY KEY REFERENCES collection (id) ON DELETE CASCADE,
    cron       TEXT,
    time_zone  TEXT,
    due        INTEGER,
    last       INTEGER
) STRICT;

-- what watching a folder remembers: files that are gone wait for their grace, a folder that lost too much waits for an answer
CREATE TABLE watch_missing (
    document TEXT PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    since    INTEGER NOT NULL
) STRICT;
