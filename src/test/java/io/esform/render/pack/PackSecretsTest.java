package io.esform.render.pack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No password of a pack is shown, in any form in which Carbon's files have them.
class PackSecretsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<password>hunter2</password>",
        "<Password>\n  hunter2\n</Password>",
        "<KeyPassword svn:secretAlias=\"Carbon.KeyPassword\">hunter2</KeyPassword>",
        "<svns:password>hunter2</svns:password>",
        "<!-- <password>hunter2</password> -->",
        "<Property name=\"ConnectionPassword\">hunter2</Property>",
        "<parameter name='transport.jms.Password' locked='false'>hunter2</parameter>",
        "<Connector port=\"9443\" keystorePass=\"hunter2\" clientAuth=\"want\"/>",
        "<Realm connectionPassword='hunter2'/>",
        "password = \"hunter2\"",
        "key_password = 'hunter2'",
        "\"keyStorePassword\" : \"hunter2\",",
        "'password': 'hunter2'",
        "synapse.properties.password=hunter2",
        "jdbc:mysql://db/REG?user=wso2&amp;password=hunter2&amp;useSSL=false",
        "<ConnectionURL>ldap://admin:hunter2@ldap.example.com</ConnectionURL>",
        "<AccessKey>hunter2</AccessKey>",
        "<password><![CDATA[hunter2 <&> hunter2]]></password>",
        "<property name=\"javax.jdo.option.ConnectionPassword\" value=\"hunter2\"/>",
        "<property value='hunter2' name='keyStorePassword'/>",
        "client_secret=\"hunter2 \\\"quoted\\\" hunter2\""
      })
  void aPasswordIsHidden(String text) {
    assertThat(PackSecrets.hide(text)).doesNotContain("hunter2").contains("(sensitive value)");
    assertThat(PackSecrets.hide(PackSecrets.hide(text))).isEqualTo(PackSecrets.hide(text));
  }

  @Test
  void nothingElseOfTheTextChanges() {
    assertThat(
            PackSecrets.hide(
                "<a><Password>hunter2</Password><b c=\"d\"/></a>\n<url>jdbc:mysql://db:3306/x</url>\n"))
        .isEqualTo(
            "<a><Password>(sensitive value)</Password><b c=\"d\"/></a>\n<url>jdbc:mysql://db:3306/x</url>\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<password>${db.password}</password>",
        "password = \"$secret{database}\"",
        "<password>secretAlias:Datasources.password</password>",
        "<Password></Password>",
        "<PasswordJavaRegEx>^[\\S]{5,30}$</PasswordJavaRegEx>",
        "<passwordValidity enabled=\"true\"/>",
        "the password: see the documentation"
      })
  void referencesAndOtherTextsStay(String text) {
    assertThat(PackSecrets.hide(text)).isEqualTo(text);
  }
}
