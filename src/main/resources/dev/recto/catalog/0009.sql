-- a backup's row stands before its first byte is copied: whole once its manifest is written, and taken is until then when it began
ALTER TABLE backup ADD COLUMN whole INTEGER NOT NULL DEFAULT 1;

-- hashes of the texts under which its vectors are cached: work in hand may cache some after the deletion removed them. Kept as long as marks
ALTER TABLE deletion ADD COLUMN texts BLOB;
