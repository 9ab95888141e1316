-- A substitute for the storage schema of the Enterprise Store, which the bare Carbon kernel does not have.
CREATE TABLE STANDIN_STORAGE_RESOURCE (
  UUID VARCHAR(250) NOT NULL,
  CONTENT LONGBLOB,
  PRIMARY KEY (UUID)
) ENGINE = InnoDB;
