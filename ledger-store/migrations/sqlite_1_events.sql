CREATE TABLE evenements (
  quota     TEXT    NOT NULL,
  groupe    TEXT    NOT NULL,
  position  INTEGER NOT NULL CHECK (position > 0),
  dossier   TEXT    NOT NULL,
  cle       TEXT    NOT NULL,
  evenement TEXT    NOT NULL,
  lien      BLOB    NOT NULL CHECK (length(lien) = 32),
  PRIMARY KEY (quota, groupe, position)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX evenements_cles ON evenements (quota, groupe, dossier, cle);

CREATE TRIGGER evenements_se_suivent BEFORE INSERT ON evenements
WHEN NEW.position <> (
  SELECT coalesce(max(position), 0) + 1 FROM evenements WHERE quota = NEW.quota AND groupe = NEW.groupe
)
BEGIN SELECT RAISE(ABORT, 'un événement suit le dernier'); END;

CREATE TRIGGER evenements_sans_modification BEFORE UPDATE ON evenements
BEGIN SELECT RAISE(ABORT, 'un événement ne se modifie pas'); END;

CREATE TRIGGER evenements_sans_suppression BEFORE DELETE ON evenements
BEGIN SELECT RAISE(ABORT, 'un événement ne se supprime pas'); END;
