-- what a deletion removed, so that its receipt can be completed and given out again: a document's row when it alone was asked for, and one
-- without details for each that went with it. marks are hashes of stretches of its text, kept until the files were looked through for them
CREATE TABLE deletion (
    document   TEXT PRIMARY KEY,
    collection TEXT NOT NULL,
    key        TEXT NOT NULL,
    received   INTEGER NOT NULL,
    deleted    INTEGER NOT NULL,
    documents  TEXT NOT NULL DEFAULT '',
    contents   TEXT NOT NULL DEFAULT '',
    passages   INTEGER NOT NULL DEFAULT 0,
    vectors    INTEGER NOT NULL DEFAULT 0,
    answers    INTEGER NOT NULL DEFAULT 0,
    absent     INTEGER NOT NULL DEFAULT 0,
    marks      BLOB,
    completed  INTEGER,
    expunged   INTEGER,
    files      INTEGER NOT NULL DEFAULT 0,
    bytes      INTEGER NOT NULL DEFAULT 0,
    found      INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX deletion_open ON deletion (collection, deleted) WHERE expunged IS NULL;

-- in the transaction of the tombstone, so that no crash leaves words in an index that nobody will come for
CREATE TRIGGER deletion_noted AFTER UPDATE OF state ON document WHEN NEW.state = 'DELETED' AND OLD.state <> 'DELETED' BEGIN
    INSERT OR REPLACE INTO deletion (document, collection, key, received, deleted)
        SELECT NEW.id, NEW.collection, NEW.key, coalesce(min(at), NEW.received), NEW.changed FROM ledger WHERE document = NEW.id;
END;
CREATE TRIGGER deletion_goes AFTER DELETE ON collection BEGIN DELETE FROM deletion WHERE collection = OLD.id; END;

-- which backups there are: a receipt names those that still hold what was deleted
CREATE TABLE backup (
    id      TEXT NOT NULL,
    place   TEXT NOT NULL,
    taken   INTEGER NOT NULL,
    PRIMARY KEY (place, id)
) STRICT, WITHOUT ROWID;
