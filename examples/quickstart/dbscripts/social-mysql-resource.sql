-- A substitute for the social schema of the Enterprise Store, which the bare Carbon kernel does not have.
CREATE TABLE STANDIN_SOCIAL_COMMENTS (
  ID BIGINT NOT NULL AUTO_INCREMENT,
  BODY VARCHAR(1024) NOT NULL,
  PRIMARY KEY (ID)
) ENGINE = InnoDB;
