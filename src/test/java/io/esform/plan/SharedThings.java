package io.esform.plan;

import io.esform.provider.Arguments;
import io.esform.provider.Relations;
import io.esform.provider.Relations.Agreement;
import io.esform.provider.Relations.Alias;
import io.esform.provider.Relations.Offer;
import io.esform.provider.Relations.Use;
import io.esform.schema.AttributeSchema;
import io.esform.schema.Schema;
import io.esform.testing.FakeProvider;
import io.esform.testing.FakeResourceType;
import io.esform.value.Types;
import java.util.ArrayList;
import java.util.List;

/// The provider `halls` of `hall`, which offers seats; `guest`, which uses seats of a hall and has
/// a language there; and `sign`, which is another name of a hall.
final class SharedThings {

  private static final Schema SCHEMA =
      Schema.of(
          "A shared thing.",
          AttributeSchema.optional("name", Types.STRING, "Its name."),
          AttributeSchema.optional("hall", Types.STRING, "The hall."),
          AttributeSchema.optional("seats", Types.NUMBER, "Offered or used."),
          AttributeSchema.optional("language", Types.STRING, "Must agree."),
          AttributeSchema.optional("secret", Types.STRING, "Its secret.").asSensitive(),
          AttributeSchema.computed("id", Types.STRING, "Its id."));

  private SharedThings() {}

  static FakeProvider provider() {
    var provider = new FakeProvider("halls");
    for (String type : List.of("hall", "guest", "sign")) {
      provider.offer(type, new SharedThing(provider, type));
    }
    return provider;
  }

  private static final class SharedThing extends FakeResourceType {

    private final String type;

    SharedThing(FakeProvider provider, String type) {
      super(provider, SCHEMA);
      this.type = type;
    }

    @Override
    public PlanResponse plan(PlanRequest request) {
      return super.plan(request).withRelations(relations(Arguments.of(request.proposed())));
    }

    private Relations relations(Arguments it) {
      var offers = new ArrayList<Offer>();
      var uses = new ArrayList<Use>();
      var agreements = new ArrayList<Agreement>();
      var aliases = new ArrayList<Alias>();
      String hall = it.text("hall").map(name -> "hall " + name).orElse(null);
      Long seats = it.number("seats").map(Number::longValue).orElse(null);
      if (hall != null && seats != null && type.equals("hall")) {
        offers.add(
            new Offer("seats", hall, seats, "seats", "Build a larger hall.", it.at("seats")));
      } else if (hall != null && seats != null && type.equals("guest")) {
        uses.add(new Use("seats", hall, seats, "as a guest", it.at("seats")));
      }
      if (hall != null && type.equals("sign")) {
        it.text("name").ifPresent(name -> aliases.add(new Alias("hall " + name, hall)));
      }
      if (hall != null) {
        it.text("language")
            .ifPresent(language ->
                agreements.add(
                    new Agreement(
                        "the language",
                        hall,
                        language,
                        "Guests would not understand each other.",
                        it.at("language"))));
      }
      return new Relations(offers, uses, agreements, aliases);
    }
  }
}
