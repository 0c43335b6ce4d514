-- a key itself is kept nowhere, only its SHA-256; a revoked key's row stays, so that what it did can be told
CREATE TABLE api_key (
    id      TEXT PRIMARY KEY,
    name    TEXT NOT NULL,
    hash    TEXT NOT NULL UNIQUE,
    access  TEXT NOT NULL DEFAULT '',
    created INTEGER NOT NULL,
    revoked INTEGER
) STRICT;

-- collection is an id, or '*' for every collection
CREATE TABLE key_role (
    key        TEXT NOT NULL REFERENCES api_key (id) ON DELETE CASCADE,
    collection TEXT NOT NULL,
    role       TEXT NOT NULL CHECK (role IN ('read', 'write', 'admin')),
    PRIMARY KEY (key, collection)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER key_role_goes AFTER DELETE ON collection BEGIN DELETE FROM key_role WHERE collection = OLD.id; END;

CREATE TABLE session (
    hash    TEXT PRIMARY KEY,
    key     TEXT NOT NULL REFERENCES api_key (id) ON DELETE CASCADE,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT;
CREATE INDEX session_key ON session (key);

CREATE TABLE answer (
    position   INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT NOT NULL UNIQUE,
    collection TEXT NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    asker      TEXT NOT NULL,
    created    INTEGER NOT NULL,
    filter     TEXT NOT NULL,
    evidence   INTEGER NOT NULL,
    body       TEXT NOT NULL
) STRICT;
CREATE INDEX answer_collection ON answer (collection, position);

-- every document that an answer shows words of
CREATE TABLE answer_document (
    answer   INTEGER NOT NULL REFERENCES answer (position) ON DELETE CASCADE,
    document TEXT NOT NULL,
    PRIMARY KEY (answer, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_document_document ON answer_document (document);

-- a deleted document's words live on nowhere, so the answers that quote it go in the same transaction
CREATE TRIGGER answer_goes AFTER UPDATE OF state ON document WHEN NEW.state = 'DELETED' BEGIN
    DELETE FROM answer WHERE position IN (SELECT answer FROM answer_document WHERE document = NEW.id);
END;

CREATE TABLE feedback (
    answer  INTEGER NOT NULL REFERENCES answer (position) ON DELETE CASCADE,
    judge   TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('right', 'wrong')),
    better  TEXT,
    at      INTEGER NOT NULL,
    PRIMARY KEY (answer, judge)
) STRICT, WITHOUT ROWID;

-- a write that was asked for with an Idempotency-Key; status is null while it runs; document is the one that the reply tells of
CREATE TABLE idempotency (
    visitor TEXT NOT NULL,
    token   TEXT NOT NULL,
    request TEXT NOT NULL,
    at      INTEGER NOT NULL,
    status  INTEGER,
    type    TEXT,
    body    BLOB,
    document TEXT,
    PRIMARY KEY (visitor, token)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_at ON idempotency (at);
CREATE INDEX idempotency_document ON idempotency (document) WHERE document IS NOT NULL;

-- what a reply says of a document goes with the document, in the same transaction
CREATE TRIGGER idempotency_goes AFTER UPDATE OF state ON document WHEN NEW.state = 'DELETED' BEGIN
    DELETE FROM idempotency WHERE document = NEW.id;
END;
CREATE TRIGGER idempotency_goes_with_collection AFTER DELETE ON document BEGIN DELETE FROM idempotency WHERE document = OLD.id; END;
