package io.cloakroom.gateway;

import static io.cloakroom.gateway.DoorScene.CANARY;
import static io.cloakroom.gateway.DoorScene.MEMBERS_HOST;
import static io.cloakroom.gateway.DoorScene.STAFF_HOST;
import static io.cloakroom.gateway.Doors.BEARER_RECORDS;
import static io.cloakroom.gateway.Doors.CARD_RECORDS;
import static io.cloakroom.gateway.Doors.DESKS;
import static io.cloakroom.gateway.Doors.EXPORT;
import static io.cloakroom.gateway.Doors.PAGE_RECORDS;
import static io.cloakroom.gateway.Doors.STAFF_ROUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.gateway.Doors.Credential;
import io.cloakroom.gateway.Doors.Row;
import io.cloakroom.record.Delivery;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route, with every kind of credential, at every delivery setting. What stands in no row opens nothing, and a route
 * without a row fails.
 */
class DoorsTest {
    static Stream<String> routes() {
        return new House().gateway.addresses().stream();
    }

    @Test
    void table_everyRoute_standsInIt() {
        var rows = new TreeSet<>(DESKS.stream().map(Row::route).toList());
        rows.addAll(BEARER_RECORDS);
        rows.addAll(CARD_RECORDS);
        rows.addAll(PAGE_RECORDS);
        rows.add(EXPORT);

        assertThat(rows).isEqualTo(routes().collect(Collectors.toCollection(TreeSet::new)));
    }

    static Stream<Row> desks() {
        return DESKS.stream();
    }

    @ParameterizedTest
    @MethodSource("desks")
    void desk_everyCredential_opensForThoseInItsRow(Row row) {
        var opened = EnumSet.noneOf(Credential.class);
        for (var credential : Credential.values()) {
            var scene = new DoorScene("");
            var answer = scene.ask(row.route().split(" ", 2)[0], row.sample(), credential);
            assertThat(House.text(answer))
                    .as("%s with %s", row.route(), credential)
                    .doesNotContain(CANARY);
            if (answer.status() < 400) opened.add(credential);
        }
        assertThat(opened).isEqualTo(row.opens().isEmpty() ? EnumSet.noneOf(Credential.class) : row.opens());
    }

    @Test
    void export_everyCredential_isHersAloneInAWindow() {
        for (var credential : Credential.values()) {
            var answer = new DoorScene("").ask("POST", "/app/me/export?site=demo", credential);
            assertThat(House.text(answer).contains(CANARY))
                    .as("%s", credential)
                    .isEqualTo(credential == Credential.SESSION_IN_A_WINDOW);
        }
    }

    @Test
    void staffTable_everyRoute_standsInIt() {
        assertThat(new TreeSet<>(STAFF_ROUTES.stream().map(Row::route).toList()))
                .isEqualTo(new TreeSet<>(new House().gateway.staffAddresses()));
    }

    static Stream<Row> staffRoutes() {
        return STAFF_ROUTES.stream();
    }

    @ParameterizedTest
    @MethodSource("staffRoutes")
    void staffRoute_everyCredential_opensForThoseInItsRow(Row row) {
        var opened = EnumSet.noneOf(Credential.class);
        for (var credential : Credential.values()) {
            var scene = new DoorScene("", STAFF_HOST);
            var answer = scene.ask(row.route().split(" ", 2)[0], row.sample(), credential);
            if (answer.status() < 400) opened.add(credential);
            else assertThat(House.text(answer)).doesNotContain(CANARY);
        }
        assertThat(opened).isEqualTo(row.opens().isEmpty() ? EnumSet.noneOf(Credential.class) : row.opens());
    }

    /** Nothing of one host answers on the other, whoever asks. */
    @Test
    void routes_askedForOnTheOtherHost_areNotThere() {
        var here = DESKS.stream().map(Row::route).collect(Collectors.toSet());
        var there = STAFF_ROUTES.stream().map(Row::route).collect(Collectors.toSet());
        var members = new DoorScene("", MEMBERS_HOST);
        var staff = new DoorScene("", STAFF_HOST);
        for (var row : DESKS) if (!there.contains(row.route())) checkAbsent(row.route(), row.sample(), staff);
        for (var row : STAFF_ROUTES) if (!here.contains(row.route())) checkAbsent(row.route(), row.sample(), members);
        Stream.of(BEARER_RECORDS, CARD_RECORDS, PAGE_RECORDS)
                .flatMap(List::stream)
                .forEach(route -> {
                    var path = route.substring(route.indexOf('/'));
                    var sample = path.replace("{collection}", "contact-details").replace("{id}", "self") + "?site=demo";
                    checkAbsent(route, sample, staff);
                });
    }

    private static void checkAbsent(String route, String sample, DoorScene scene) {
        for (var credential : Credential.values()) {
            var answer = scene.ask(route.substring(0, route.indexOf(' ')), sample, credential);
            assertThat(answer.status())
                    .as("%s with %s on %s", route, credential, scene.host)
                    .isIn(404, 405);
        }
    }

    /** Every set of deliveries. */
    static Stream<Set<Delivery>> settings() {
        var sets = Stream.of(Set.<Delivery>of());
        for (var delivery : Delivery.values()) {
            sets = sets.flatMap(set -> Stream.of(set, with(set, delivery)));
        }
        return sets;
    }

    private static Set<Delivery> with(Set<Delivery> set, Delivery delivery) {
        return Stream.concat(set.stream(), Stream.of(delivery)).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void records_everyCredentialAndSetting_reachOnlyWhomTheyMay(Set<Delivery> setting) {
        var words = setting.stream()
                .map(delivery -> delivery.name().toLowerCase(Locale.ROOT))
                .toList();
        var byToken = setting.contains(Delivery.DIRECT) || setting.contains(Delivery.RELAY);
        for (var id : List.of("", "/self")) {
            for (var credential : Credential.values()) {
                var scene =
                        new DoorScene("  chosen: {sites: demo, deliveries: " + words + ", fields: {x: {title: X}}}\n");
                var page = scene.ask("GET", "/v1/me/collections/chosen" + id, credential);
                assertThat(House.text(page).contains(CANARY))
                        .as("bearer route, %s, %s", setting, credential)
                        .isEqualTo(byToken && credential == Credential.BEARER);
                var card = scene.ask("GET", "/app/me/collections/chosen" + id, credential);
                assertThat(House.text(card).contains(CANARY))
                        .as("card's route, %s, %s", setting, credential)
                        .isEqualTo(setting.contains(Delivery.CARD) && credential == Credential.SESSION);
            }
        }
    }

    /** Her own pages show what she could have by any way, to her alone, in a window. */
    @ParameterizedTest
    @MethodSource("settings")
    void pages_everyCredentialAndSetting_showOnlyToHer(Set<Delivery> setting) {
        var words = setting.stream()
                .map(delivery -> delivery.name().toLowerCase(Locale.ROOT))
                .toList();
        for (var route : PAGE_RECORDS) {
            var sample = route.replace("{collection}", "chosen").replace("{id}", "self") + "?site=demo";
            for (var credential : Credential.values()) {
                var scene = new DoorScene("  chosen: {sites: demo, deliveries: " + words
                        + ", member: {edits: all}, fields: {x: {title: X}}}\n");
                var cut = sample.indexOf(' ');
                var page = scene.ask(sample.substring(0, cut), sample.substring(cut + 1), credential);
                assertThat(House.text(page).contains(CANARY))
                        .as("%s, %s, %s", route, setting, credential)
                        .isEqualTo(!setting.isEmpty() && credential == Credential.SESSION_IN_A_WINDOW);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void list_everySetting_namesWhatATokenOpens(Set<Delivery> setting) {
        var words = setting.stream()
                .map(delivery -> delivery.name().toLowerCase(Locale.ROOT))
                .toList();
        var scene = new DoorScene("  chosen: {sites: demo, deliveries: " + words + ", fields: {x: {title: X}}}\n");
        var isNamed = setting.contains(Delivery.DIRECT) || setting.contains(Delivery.RELAY);

        var list = House.text(scene.ask("GET", "/v1/me/collections", Credential.BEARER));

        assertThat(list.contains("\"chosen\"")).isEqualTo(isNamed);
        assertThat(list).doesNotContain("medical-profile", "\"card\"");
        assertThat(House.text(scene.ask("GET", "/v1/me/collections", Credential.BEARER_OF_ANOTHER_SITE)))
                .isEqualTo("{\"collections\":[]}");
    }
}
