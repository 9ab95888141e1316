package io.esform.render.versions;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaVersionTest {

  @ParameterizedTest
  @CsvSource({"1.8.0_392, 8", "1.7.0_80, 7", "11.0.13, 11", "17.0.9, 17", "21, 21", "25-ea, 25"})
  void aReleaseFileStatesTheVersion(String text, int feature) {
    String file = "IMPLEMENTOR=\"Any\"\nJAVA_VERSION=\"" + text + "\"\nOS_ARCH=\"x86_64\"\n";

    assertThat(JavaVersion.ofRelease(file)).contains(new JavaVersion(feature, text));
  }

  @Test
  void aReleaseFileWithoutVersionIsUnknown() {
    assertThat(JavaVersion.ofRelease("JAVA_VERSION_DATE=\"2023-10-17\"\n")).isEmpty();
    assertThat(JavaVersion.ofRelease("JAVA_VERSION=\"internal\"\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "openjdk-17-jre-headless, 17",
        "openjdk-8-jdk, 8",
        "temurin-8-jre, 8",
        "temurin-21-jdk, 21",
        "zulu8-jre-headless, 8",
        "zulu-11, 11",
        "java-1.8.0-amazon-corretto-jdk, 8",
        "java-17-amazon-corretto-jdk, 17",
        "msopenjdk-11, 11",
        "default-jre-headless, -",
        "openjdk-jre, -",
        "my-java-8, -",
        "jdk, -"
      })
  void theNameOfAPackageStatesTheVersion(String name, @Nullable Integer feature) {
    assertThat(JavaVersion.ofPackage(name).map(JavaVersion::feature).orElse(null))
        .isEqualTo(feature);
  }
}
