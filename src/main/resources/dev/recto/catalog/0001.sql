CREATE TABLE collection (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    created    INTEGER NOT NULL,
    generation INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE content (
    hash TEXT PRIMARY KEY,
    size INTEGER NOT NULL
) STRICT;

CREATE TABLE document (
    id              TEXT PRIMARY KEY,
    collection      TEXT NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    key             TEXT NOT NULL,
    name            TEXT NOT NULL,
    parent          TEXT REFERENCES document (id) ON DELETE CASCADE,
    source          TEXT,
    stat_size       INTEGER,
    stat_modified   INTEGER,
    stat_key        TEXT,
    version         INTEGER NOT NULL DEFAULT 0,
    content         TEXT REFERENCES content (hash),
    size            INTEGER NOT NULL DEFAULT 0,
    media_type      TEXT,
    title           TEXT,
    state           TEXT NOT NULL,
    outcome         TEXT,
    sentence        TEXT,
    parts           INTEGER NOT NULL DEFAULT 0,
    passages        INTEGER NOT NULL DEFAULT 0,
    metadata        TEXT NOT NULL DEFAULT '',
    access          TEXT NOT NULL DEFAULT 'everyone',
    reader          INTEGER NOT NULL DEFAULT 0,
    attempts        INTEGER NOT NULL DEFAULT 0,
    commit_position INTEGER NOT NULL DEFAULT 0,
    received        INTEGER NOT NULL,
    changed         INTEGER NOT NULL
) STRICT;

-- a deleted document's row is its tombstone; its key is free again
CREATE UNIQUE INDEX document_key ON document (collection, key) WHERE state <> 'DELETED';
CREATE INDEX document_source ON document (collection, source) WHERE state <> 'DELETED';
CREATE INDEX document_parent ON document (parent) WHERE parent IS NOT NULL;
CREATE INDEX document_content ON document (content);
CREATE INDEX document_waiting ON document (collection, state);

CREATE TABLE version (
    document TEXT NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    number   INTEGER NOT NULL,
    content  TEXT NOT NULL REFERENCES content (hash),
    received INTEGER NOT NULL,
    PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX version_content ON version (content);

-- no foreign keys: the ledger outlives what it tells of
CREATE TABLE ledger (
    position   INTEGER PRIMARY KEY AUTOINCREMENT,
    at         INTEGER NOT NULL,
    collection TEXT NOT NULL,
    document   TEXT NOT NULL,
    version    INTEGER NOT NULL,
    state      TEXT NOT NULL,
    cause      TEXT NOT NULL,
    outcome    TEXT,
    sentence   TEXT,
    reader     INTEGER NOT NULL DEFAULT 0,
    splitter   INTEGER NOT NULL DEFAULT 0,
    models     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX ledger_document ON ledger (document, position);
CREATE TRIGGER ledger_keeps BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER ledger_stays BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;

CREATE TABLE generation (
    collection TEXT NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    created    INTEGER NOT NULL,
    models     TEXT NOT NULL,
    reader     INTEGER NOT NULL,
    splitter   INTEGER NOT NULL,
    analysis   INTEGER NOT NULL,
    PRIMARY KEY (collection, number)
) STRICT, WITHOUT ROWID;
