-- how a collection's questions are answered where they do not say so themselves; what is null is as configured
ALTER TABLE collection ADD COLUMN answerer TEXT CHECK (answerer IN ('quote', 'chat'));
ALTER TABLE collection ADD COLUMN model TEXT;
ALTER TABLE collection ADD COLUMN temperature REAL;
ALTER TABLE collection ADD COLUMN max_tokens INTEGER;
ALTER TABLE collection ADD COLUMN passages INTEGER;
ALTER TABLE collection ADD COLUMN dense_weight REAL;

-- the newest evaluations of each collection, as "eval --json" prints them
CREATE TABLE evaluation (
    position   INTEGER PRIMARY KEY AUTOINCREMENT,
    collection TEXT NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    at         INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    cause      TEXT NOT NULL CHECK (cause IN ('asked', 'reindex')),
    questions  TEXT NOT NULL,
    report     TEXT NOT NULL
) STRICT;
CREATE INDEX evaluation_collection ON evaluation (collection, position);
