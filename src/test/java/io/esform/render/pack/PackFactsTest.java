package io.esform.render.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.esform.render.pack.PackFacts.JavaRange;
import io.esform.testing.TextPack;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The facts of packs that concern Java. The lines are those of the kernels' start scripts.
class PackFactsTest {

  private static final String START = "bin/wso2server.sh";
  private static final String COMPILER = "org.eclipse.jdt.core.compiler.batch_";

  private final SortedMap<String, String> files = new TreeMap<>();

  @BeforeEach
  void makeAPack() {
    files.put("repository/conf/carbon.xml", "<Server/>");
  }

  private PackFacts facts() throws IOException {
    try (var pack = new TextPack(files)) {
      return PackFacts.of(pack).orElseThrow();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "hazelcast_4.2.5.wso2v1.jar, 4.2.5.wso2v1",
    "hazelcast-all_3.5.jar, 3.5",
    "hazelcast-client_3.5.jar,"
  })
  void aBundleOfHazelcastFormsClusters(String file, @Nullable String version) throws IOException {
    files.put("repository/components/plugins/" + file, "");
    assertThat(facts().hazelcast()).isEqualTo(version);
  }

  @ParameterizedTest
  @CsvSource({"0107, 1100, 7, 11", "1100, 1700, 11, 17", "1100, 2100, 11, 21", "0108, 1100, 8, 11"})
  void theStartScriptStatesTheSupportedJava(String least, String most, int lowest, int highest)
      throws IOException {
    files.put(
        START,
        """
        java_version_formatted=$(echo "$java_version" | awk -F. '{printf("%%02d%%02d",$1,$2);}')
        if [ $java_version_formatted -lt %s ] || [ $java_version_formatted -gt %s ]; then
           echo " Starting WSO2 Carbon (in unsupported JDK)"
        fi
        """
            .formatted(least, most));

    assertThat(facts().java()).isEqualTo(new JavaRange(lowest, highest));
    assertThat(facts().endorsedDirectories()).isFalse();
  }

  @Test
  void kernel44StatesItInAnotherFormAndSetsEndorsedDirectories() throws IOException {
    files.put(
        START,
        """
        jdk_17=`$JAVA_HOME/bin/java -version 2>&1 | grep "1.[7|8]"`
        if [ "$jdk_17" = "" ]; then
           echo " Starting WSO2 Carbon (in unsupported JDK)"
        fi
        while [ "$status" = "$START_EXIT_STATUS" ]
        do
            $JAVACMD \\
            -classpath "$CARBON_CLASSPATH" \\
            -Djava.endorsed.dirs="$JAVA_ENDORSED_DIRS" \\
            org.wso2.carbon.bootstrap.Bootstrap $*
        done
        """);

    assertThat(facts().java()).isEqualTo(new JavaRange(7, 8));
    assertThat(facts().endorsedDirectories()).isTrue();
  }

  @Test
  void anOptionThatIsSetForSomeVersionsIsNoneOfAll() throws IOException {
    files.put(
        START,
        """
        if [ $java_version_formatted -lt 0900 ]; then
          OPTIONS="-Djava.endorsed.dirs=$JAVA_ENDORSED_DIRS"
        fi
        # -Djava.endorsed.dirs="$JAVA_ENDORSED_DIRS" \\
        """);

    assertThat(facts().endorsedDirectories()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "plugins, org.eclipse.jdt.core.compiler.batch_3.10.2.v20150120-1634.jar, 3.10.2.v20150120-1634",
    "plugins, ecj-3.33.0.jar, 3.33.0",
    "dropins, ecj_4.4.2.jar, 4.4.2"
  })
  void theCompilerOfPagesIsABundle(String directory, String file, String version)
      throws IOException {
    files.put("repository/components/" + directory + "/" + file, "");

    assertThat(facts().jspCompiler()).isEqualTo(version);
  }

  @Test
  void withNoneOrSeveralCompilersItIsUnknown() throws IOException {
    assertThat(facts().jspCompiler()).isNull();
    files.put("repository/components/plugins/" + COMPILER + "3.10.2.v20150120-1634.jar", "");
    files.put("repository/components/dropins/ecj-3.33.0.jar", "");
    assertThat(facts().jspCompiler()).isNull();
  }
}
