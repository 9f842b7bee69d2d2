CREATE TABLE bareme_instantanes (
  quota     text   NOT NULL,
  groupe    text   NOT NULL,
  position  bigint NOT NULL,
  lien      bytea  NOT NULL,
  registre  text   NOT NULL,
  empreinte bytea  NOT NULL,
  PRIMARY KEY (quota, groupe)
);
