ALTER TABLE evenements ADD COLUMN sceau BLOB CHECK (sceau IS NULL OR length(sceau) = 32);
