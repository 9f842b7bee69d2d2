ALTER TABLE bareme_evenements ADD COLUMN sceau bytea CHECK (sceau IS NULL OR length(sceau) = 32);
