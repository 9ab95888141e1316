-- Stands in for the Enterprise Store's storage schema, which the bare Carbon kernel does not have.
CREATE TABLE STANDIN_STORAGE_RESOURCE (
  UUID VARCHAR(250) NOT NULL,
  CONTENT LONGBLOB,
  PRIMARY KEY (UUID)
) ENGINE = InnoDB;
