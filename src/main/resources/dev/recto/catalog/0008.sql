-- what a deletion removed, so that its receipt can be completed and given out again; expunged is null until no index file holds its words
CREATE TABLE deletion (
    document   TEXT PRIMARY KEY,
    collection TEXT NOT NULL,
    deleted    INTEGER NOT NULL,
    receipt    TEXT NOT NULL,
    expunged   INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX deletion_open ON deletion (collection) WHERE expunged IS NULL;

-- which backups there are: a receipt names those that still hold what was deleted
CREATE TABLE backup (
    id      TEXT NOT NULL,
    place   TEXT NOT NULL,
    taken   INTEGER NOT NULL,
    PRIMARY KEY (place, id)
) STRICT, WITHOUT ROWID;
