package io.cloakroom.local.demo;

import io.cloakroom.membership.Membership.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The demo's people and what is kept about them. Every value that is to be sealed is long and odd enough to be looked for:
 * whoever finds one of them where it should not be has found a leak.
 */
public final class Cast {
    private Cast() {}

    /**
     * One person.
     *
     * @param name to sign in with
     * @param hasSiteUser whether she has been to the site before
     * @param holds her membership, if she has or had one
     * @param records by collection and record id
     */
    public record Person(
            String name,
            String displayName,
            boolean hasSiteUser,
            Optional<Holding> holds,
            Optional<String> group,
            List<Entry> records) {
        public Person {
            records = List.copyOf(records);
        }

        public String email() {
            return name + "@example.test";
        }
    }

    /** @param endsIn counted from the first start; negative is past */
    public record Holding(String product, Status status, Duration endsIn) {}

    /** One record, its fields by name. */
    public record Entry(String collection, String id, Map<String, String> fields) {}

    public static final List<Person> ALL = List.of(ada(), ben(), cleo(), dana(), eve(), sam());

    /** Somebody whom the site knew before it knew Cloakroom, under an address that a member of the pool has too. */
    static final Map<String, String> EARLIER_USER =
            Map.of("login", "dana", "email", "dana@example.test", "display_name", "Dana (from before)");

    public static Optional<Person> find(String name) {
        return ALL.stream().filter(person -> person.name().equals(name)).findFirst();
    }

    /** The values of a record that are sealed. */
    public static Stream<String> sealed(Entry entry) {
        return entry.fields().entrySet().stream()
                .filter(field -> !List.of("reviewed", "week").contains(field.getKey()))
                .map(Map.Entry::getValue);
    }

    private static Person ada() {
        return new Person(
                "ada",
                "Ada Lindqvist",
                true,
                Optional.of(new Holding("gold", Status.ACTIVE, Duration.ofDays(365))),
                Optional.empty(),
                List.of(
                        new Entry(
                                "medical-profile",
                                "self",
                                Map.of(
                                        "reviewed", "14 October 2026",
                                        "blood_group", "AB Rh negative, Kell positive",
                                        "allergies", "Penicillin (hives, 2009), hazelnuts",
                                        "conditions", "Asthma since childhood; left knee, partial meniscus tear",
                                        "medication", "Salbutamol when needed, vitamin D 1000 IU",
                                        "doctor", "Dr. Imke Sandvoort, Lindenallee 12",
                                        "born", "1984-02-17",
                                        "insurance_number", "K482-119-730-5561")),
                        new Entry(
                                "training-plan",
                                "week-47",
                                Map.of(
                                        "week", "16 to 22 November",
                                        "goal", "Walk down stairs without the rail again",
                                        "sessions",
                                                "Mon 20 min bike, no resistance\nWed heel slides 3 x 12\nSat pool walk, chest deep")),
                        new Entry(
                                "training-plan",
                                "week-48",
                                Map.of(
                                        "week", "23 to 29 November",
                                        "goal", "Half squats to ninety degrees, pain below three",
                                        "sessions",
                                                "Mon half squats 3 x 10\nThu step-ups 15 cm\nSun 40 min flat walk")),
                        new Entry(
                                "contact-details",
                                "self",
                                Map.of(
                                        "phone", "+46 8 5555 0182",
                                        "address", "Valhallavägen 114 B, 114 41 Stockholm",
                                        "emergency", "Mikael Lindqvist (brother), +46 70 5555 093"))));
    }

    private static Person ben() {
        return new Person(
                "ben",
                "Ben Okafor",
                true,
                Optional.of(new Holding("gold", Status.CANCELLED, Duration.ofDays(-1))),
                Optional.empty(),
                List.of(
                        new Entry(
                                "medical-profile",
                                "self",
                                Map.of(
                                        "reviewed", "2 June 2026",
                                        "blood_group", "O Rh positive, CMV negative",
                                        "allergies", "Latex gloves, bee stings",
                                        "born", "1971-09-30",
                                        "insurance_number", "K771-204-118-9902")),
                        new Entry(
                                "contact-details",
                                "self",
                                Map.of("phone", "+234 1 555 0147", "address", "9 Adeola Crescent, Lagos"))));
    }

    private static Person cleo() {
        return new Person("cleo", "Cleo Marchetti", false, Optional.empty(), Optional.empty(), List.of());
    }

    private static Person dana() {
        return new Person(
                "dana",
                "Dana Whitfield",
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(new Entry(
                        "contact-details",
                        "self",
                        Map.of("phone", "+1 503 555 0119", "address", "2280 Thornberry Lane, Portland OR"))));
    }

    private static Person eve() {
        return new Person(
                "eve",
                "Eve Nakamura",
                true,
                Optional.of(new Holding("gold", Status.ACTIVE, Duration.ofDays(90))),
                Optional.empty(),
                List.of(
                        new Entry(
                                "medical-profile",
                                "self",
                                Map.of(
                                        "reviewed", "8 November 2026",
                                        "blood_group", "B Rh positive, anti-E antibodies",
                                        "allergies", "Iodine contrast medium",
                                        "medication", "Levothyroxine 75 microgram at six",
                                        "born", "1990-12-05",
                                        "insurance_number", "K330-865-027-4418")),
                        new Entry(
                                "training-plan",
                                "week-51",
                                Map.of(
                                        "week", "14 to 20 December",
                                        "goal", "Shoulder to shelf height, both arms",
                                        "sessions", "Tue wall slides 3 x 15\nFri band rotations, green"))));
    }

    private static Person sam() {
        return new Person("sam", "Sam Rivera", false, Optional.empty(), Optional.of("staff"), List.of());
    }
}
