-- Creates what is missing; drops nothing.
CREATE DATABASE IF NOT EXISTS `ES_carbondb` CHARACTER SET latin1;
CREATE DATABASE IF NOT EXISTS `ES_regdb` CHARACTER SET latin1;
CREATE DATABASE IF NOT EXISTS `odd``name` CHARACTER SET latin1;

-- The password is in @esform_password and in no file.
SET @esform_statement = CONCAT('CREATE USER IF NOT EXISTS ''wso2es''@''10.89.7.0/255.255.255.0'' IDENTIFIED BY ', QUOTE(@esform_password));
PREPARE esform_statement FROM @esform_statement;
EXECUTE esform_statement;
DEALLOCATE PREPARE esform_statement;
SET @esform_statement = CONCAT('ALTER USER ''wso2es''@''10.89.7.0/255.255.255.0'' IDENTIFIED BY ', QUOTE(@esform_password));
PREPARE esform_statement FROM @esform_statement;
EXECUTE esform_statement;
DEALLOCATE PREPARE esform_statement;
GRANT ALL PRIVILEGES ON `ES\_carbondb`.* TO 'wso2es'@'10.89.7.0/255.255.255.0';
GRANT ALL PRIVILEGES ON `ES\_regdb`.* TO 'wso2es'@'10.89.7.0/255.255.255.0';
GRANT ALL PRIVILEGES ON `odd``name`.* TO 'wso2es'@'10.89.7.0/255.255.255.0';
