CREATE TABLE bareme_evenements (
  quota     text   NOT NULL,
  groupe    text   NOT NULL,
  position  bigint NOT NULL CHECK (position > 0),
  dossier   text   NOT NULL,
  cle       text   NOT NULL,
  evenement text   NOT NULL,
  lien      bytea  NOT NULL CHECK (length(lien) = 32),
  PRIMARY KEY (quota, groupe, position)
);

CREATE UNIQUE INDEX bareme_evenements_cles ON bareme_evenements (quota, groupe, dossier, cle);

CREATE FUNCTION bareme_evenements_intacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'un événement ne se modifie ni ne se supprime';
END $$;

CREATE TRIGGER bareme_evenements_sans_modification BEFORE UPDATE OR DELETE ON bareme_evenements
FOR EACH ROW EXECUTE FUNCTION bareme_evenements_intacts();

CREATE TRIGGER bareme_evenements_sans_vidage BEFORE TRUNCATE ON bareme_evenements
FOR EACH STATEMENT EXECUTE FUNCTION bareme_evenements_intacts();
