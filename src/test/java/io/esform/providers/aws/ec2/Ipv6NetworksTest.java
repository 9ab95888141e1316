package io.esform.providers.aws.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv6NetworksTest {

  @ParameterizedTest
  @CsvSource({
    "::/0, ::/0",
    "0:0:0:0:0:0:0:0/0, ::/0",
    "2001:DB8::/32, 2001:db8::/32",
    "2001:0db8:0000:0000:0000:0000:0000:0001/128, 2001:db8::1/128",
    "2001:db8:0:0:1:0:0:0/80, 2001:db8:0:0:1::/80",
    "fe80:1:2:3::/64, fe80:1:2:3::/64",
    "2001:db8:0:1:1:1:1:1/128, 2001:db8:0:1:1:1:1:1/128"
  })
  void aRangeHasOneForm(String text, String form) {
    assertThat(Ipv6Networks.canonical(text)).contains(form);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"::", "::/129", "1.2.3.4/32", "2001:db8::1/64", ":::/0", "12345::/16", ""})
  void whatIsNoRangeHasNone(String text) {
    assertThat(Ipv6Networks.canonical(text)).isEmpty();
  }
}
