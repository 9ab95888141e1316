-- A substitute for the identity schema of the Enterprise Store, which the bare Carbon kernel does not have.
CREATE TABLE STANDIN_IDENTITY_SESSION (
  SESSION_ID VARCHAR(100) NOT NULL,
  SESSION_OBJECT BLOB,
  TIME_CREATED TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (SESSION_ID)
) ENGINE = InnoDB;
