package io.esform.render.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonMergePatchTest {

  /// The examples of RFC 7386, appendix A, whose target and patch are objects.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\":\"b\"} | {\"a\":\"c\"} | {\"a\":\"c\"}",
        "{\"a\":\"b\"} | {\"b\":\"c\"} | {\"a\":\"b\",\"b\": \"c\"}",
        "{\"a\":\"b\"} | {\"a\":null} | {}",
        "{\"a\":\"b\",\"b\":\"c\"} | {\"a\":null} | {\"b\":\"c\"}",
        "{\"b\":\"c\",\"a\":\"b\"} | {\"a\":null} | {\"b\":\"c\"}",
        "{\"a\":[\"b\"]} | {\"a\":\"c\"} | {\"a\":\"c\"}",
        "{\"a\":{\"b\":\"c\"}} | {\"a\":{\"b\":\"d\",\"c\":null}} | {\"a\":{\"b\":\"d\"}}",
        "{\"e\":null} | {\"a\":1} | {\"e\":null,\"a\": 1}",
      })
  void followsTheRfc(String original, String patch, String result) throws Exception {
    assertThat(JsonMergePatch.apply(original, patch)).isEqualTo(result);
  }

  @Test
  void newMembersAreLaidOutLikeTheirNeighbours() throws Exception {
    assertThat(
            JsonMergePatch.apply(
                "{\r\n  \"a\" : [1,2],\r\n  \"b\": {}\r\n}",
                "{\"b\":{\"c\":{\"d\":true}},\"e\":\"é\"}"))
        .isEqualTo(
            "{\r\n  \"a\" : [1,2],\r\n  \"b\": {\r\n      \"c\": {\r\n          \"d\": true\r\n      }"
                + "\r\n  },\r\n  \"e\": \"\\u00e9\"\r\n}");
  }

  @Test
  void nullIsAValueInArraysOnly() throws Exception {
    assertThat(JsonMergePatch.apply("{\"a\":1}", "{\"a\":{\"b\":null,\"c\":[{\"d\":null}]}}"))
        .isEqualTo(
            """
            {"a":{
                "c": [
                    {
                        "d": null
                    }
                ]
            }}\
            """);
  }

  @Test
  void aRemovedMemberIsRemovedWhereverItIs() throws Exception {
    assertThat(JsonMergePatch.apply("{\"a\":1,\"b\":2,\"\\u0061\":3}", "{\"a\":null}"))
        .isEqualTo("{\"b\":2}");
  }

  @Test
  void numbersHaveNoExponent() throws Exception {
    assertThat(JsonMergePatch.apply("{}", "{\"a\":[1e5,12.50e-3,-0.0,10]}"))
        .isEqualTo(
            """
            {
                "a": [
                    100000,
                    0.0125,
                    0,
                    10
                ]
            }\
            """);
    assertThatThrownBy(() -> JsonMergePatch.check("{\"a\":[1e999999999]}"))
        .hasMessage("expected numbers of at most 100 digits, found 1E+999999999");
  }

  @Test
  void spellingOfAnEqualValueStays() throws Exception {
    assertThat(JsonMergePatch.apply("{\"a\":\"\\u0062\"}", "{\"a\":\"b\"}"))
        .isEqualTo("{\"a\":\"\\u0062\"}");
    assertThat(JsonMergePatch.apply("{\"a\":[{\"c\":1.0,\"b\":2}]}", "{\"a\":[{\"b\":2,\"c\":1}]}"))
        .isEqualTo("{\"a\":[{\"c\":1.0,\"b\":2}]}");
  }

  @Test
  void bracesInStringsAreText() throws Exception {
    assertThat(JsonMergePatch.apply("{\"x\":\"}\\\"{\",\"a\":1}", "{\"a\":2}"))
        .isEqualTo("{\"x\":\"}\\\"{\",\"a\":2}");
  }

  @Test
  void byteOrderMarkAndLastLineStay() throws Exception {
    assertThat(JsonMergePatch.apply("\uFEFF{\"a\": 1}\n\n", "{\"a\":2}"))
        .isEqualTo("\uFEFF{\"a\": 2}\n\n");
  }

  @Test
  void whatIsNotAJsonObjectIsRefused() {
    assertThatThrownBy(() -> JsonMergePatch.apply("[]", "{}"))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessage("expected a JSON object");
    assertThatThrownBy(() -> JsonMergePatch.apply("{\"a\":1,}", "{}"))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageStartingWith("expected JSON: ");
  }
}
