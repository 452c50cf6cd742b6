package io.cloakroom.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.config.Settings;
import io.cloakroom.config.SettingsException;
import io.cloakroom.entry.ListenConfig;
import io.cloakroom.gateway.LimitsConfig;
import io.cloakroom.gateway.StaffConfig;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Delivery;
import io.cloakroom.record.Field;
import io.cloakroom.record.Field.FieldClass;
import io.cloakroom.record.FieldType;
import io.cloakroom.record.Mask;
import io.cloakroom.record.Requirement;
import io.cloakroom.seal.KmsConfig;
import io.cloakroom.session.SessionConfig;
import io.cloakroom.site.FactCeilings;
import io.cloakroom.upkeep.ErasureConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pins every key, its default, and what a faulty value is told. */
class ServerConfigTest {
    private static final String LEAST = """
            listen: {public-url: https://members.example.test}
            pool: {public-url: https://pool.test}
            token: {issuer: https://issuer.test/pool}
            keys: {vault-id: v, keyset-file: keyset.json}
            dynamodb: {region: eu-central-1}
            sites:
              demo:
                origins: https://www.example.test
                client-id: client
                client-secret: secret
                public-key: 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
            collections:
              profile:
                sites: demo
                fields: {name: {}}
            """;

    private static ServerConfig read(String yaml) {
        return ServerConfig.from(Settings.of(yaml));
    }

    private static List<String> faults(String yaml) {
        try {
            read(yaml);
            return List.of();
        } catch (SettingsException exception) {
            return exception.faults();
        }
    }

    @Test
    void defaults_leastFile_areThese() {
        var config = read(LEAST);
        assertThat(config.listen())
                .isEqualTo(new ListenConfig("127.0.0.1", 8081, 262_144, 16_384, Duration.ofSeconds(10), 0));
        assertThat(config.management().port()).isEqualTo(8083);
        assertThat(config.log()).isEqualTo(new LogConfig(LogConfig.LogLevel.INFO, LogConfig.Format.TEXT));
        assertThat(config.dynamoDb().tables().prefix()).isEqualTo("cloakroom-");
        assertThat(config.dynamoDb().endpoint()).isEmpty();
        assertThat(config.dynamoDb().keys()).isEmpty();
        assertThat(config.gateway().pool().endpoint()).isEqualTo("https://pool.test");
        assertThat(config.gateway().session())
                .isEqualTo(new SessionConfig(Duration.ofMinutes(30), Duration.ofHours(12)));
        assertThat(config.gateway().erasure()).isEqualTo(new ErasureConfig(Duration.ofDays(7)));
        assertThat(config.gateway().limits()).isEqualTo(new LimitsConfig(1_200, 300));
        assertThat(config.gateway().staff())
                .isEqualTo(new StaffConfig(
                        Set.of("staff"),
                        Optional.empty(),
                        new SessionConfig(Duration.ofMinutes(15), Duration.ofHours(8))));
        assertThat(config.gateway().token().jwks()).hasToString("https://issuer.test/pool/.well-known/jwks.json");
        assertThat(config.gateway().token().scope()).isEqualTo("cloakroom/read");
        assertThat(config.gateway().token().clockSkew()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.gateway().token().ageMax()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void defaults_collection_denyAndSeal() {
        Collection profile = read(LEAST).gateway().collections().find("profile").orElseThrow();
        assertThat(profile.title()).isEqualTo("profile");
        assertThat(profile.isSingle()).isTrue();
        assertThat(profile.deliveries()).isEmpty();
        assertThat(profile.asks()).isEqualTo(new Requirement.Nothing());
        assertThat(profile.staff()).isEmpty();
        assertThat(profile.cardHeight()).isEqualTo(420);
        assertThat(profile.retention()).isEmpty();
        assertThat(profile.fields().getFirst().fieldClass()).isEqualTo(FieldClass.SENSITIVE);
        assertThat(profile.fields().getFirst().mask()).isEqualTo(Mask.HIDDEN);
    }

    @Test
    void collection_everythingDeclared_isRead() {
        var yaml = LEAST.replace("    fields: {name: {}}", """
                    title: T
                    records: many
                    deliveries: [card, relay]
                    card-height: 120
                    asks-for: {any-of: any, words: w, grace: P3D, after: P30D}
                    fields: {name: {title: Name, type: date, class: secret, mask: year-only}}
                """);
        var profile = read(yaml).gateway().collections().find("profile").orElseThrow();
        assertThat(profile.isSingle()).isFalse();
        assertThat(profile.deliveries()).isEqualTo(Set.of(Delivery.CARD, Delivery.RELAY));
        assertThat(profile.asks())
                .isEqualTo(new Requirement.AnyMembership(
                        new Requirement.Terms("w", Duration.ofDays(3), Duration.ofDays(30), Optional.empty())));
        assertThat(profile.fields().getFirst().mask()).isEqualTo(Mask.YEAR_ONLY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            listen.public-url     | http://members.example.test | https://host[:port] in lower case, no path, no :443 (http only for localhost)
            listen.public-url     | https://members.example.test/x | https://host[:port] in lower case, no path, no :443 (http only for localhost)
            pool.public-url       | http://pool.test            | https://host[:port][/path] (http only for localhost)
            sites.demo.origins    | https://x.test,https://x.test:443 | https://host[:port] in lower case, no path, no :443 (http only for localhost)
            listen.port           | 65536                       | 0 to 65535
            listen.body-bytes-max | 1023                        | 1024 to 10485760
            listen.body-within    | PT0.9S                      | PT1S to PT1M
            listen.proxies        | 6                           | 0 to 5
            listen.requests-per-minute.address | 9              | 10 to 10000000
            listen.requests-per-minute.member  | 10000001       | 10 to 10000000
            staff.groups          | ,a                          | each 1 to 128 characters
            staff.idle            | PT61M                       | PT1M to PT1H
            staff.absolute        | PT13H                       | PT5M to PT12H
            staff.public-url      | http://staff.test           | https://host[:port] in lower case, no path, no :443 (http only for localhost)
            token.clock-skew      | PT61S                       | PT0S to PT1M
            token.age-max         | PT16M                       | PT1M to PT15M
            session.idle          | PT59S                       | PT1M to PT24H
            session.absolute      | P8D                         | PT5M to P7D
            erasure.waits         | P31D                        | PT0S to P30D
            erasure.waits         | soon                        | a duration such as PT30S, PT0S to P30D
            keys.vault-id         | a b                         | 1 to 64 letters, digits, . _ -
            dynamodb.region       | moon                        | a region such as eu-central-1
            dynamodb.table-prefix | a b                         | up to 64 letters, digits, _ . -
            keys.kms-key          | alias/vault                 | the ARN of a key, such as arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab
            keys.kms-keys-before  | arn:aws:kms:eu-central-1:111122223333:key/1 | only with keys.kms-key
            keys.kms-endpoint     | https://kms.test            | only with keys.kms-key
            log.level             | loud                        | one of error, warn, info, debug
            log.format            | xml                         | one of text, json
            sites.demo.public-key | AAAA                        | the public half of the site key: base64 of 32 bytes
            sites.demo.card-colors | pink                       | one of light, dark, auto
            collections.profile.card-height | 119               | 120 to 2000
            collections.profile.deliveries  | post              | each one of card, direct, relay
            collections.profile.sites       | none              | each a site that stands under sites: demo
            collections.profile.asks-for.grace  | P91D              | PT0S to P90D
            """)
    void fault_inOneSetting_isToldInItsOwnWords(String key, String value, String allowed) {
        var environment = Map.of("CLOAKROOM_" + key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT), value);
        var told = faultsWith(environment);
        assertThat(told).anyMatch(fault -> fault.endsWith(": " + key + ": " + allowed));
    }

    private static List<String> faultsWith(Map<String, String> environment) {
        try {
            var file = Files.createTempFile("cloakroom", ".yaml");
            Files.writeString(file, LEAST);
            try {
                ServerConfig.from(Settings.read(file, environment));
                return List.of();
            } finally {
                Files.delete(file);
            }
        } catch (SettingsException exception) {
            return exception.faults();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    @Test
    void kms_bothOrNone_keepsTheKeysetForTheGateway() {
        var arn = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd";
        assertThat(read(LEAST).gateway().kms()).isEmpty();
        var both = read(LEAST.replace(
                "keyset-file: keyset.json",
                "keyset-file: keyset.json, kms-key: \"" + arn + "\", kms-keys-before: [\"" + arn + "2\"]"));
        assertThat(both.gateway().kms()).contains(new KmsConfig(arn, Set.of(arn + "2"), Optional.empty()));
        assertThat(faults(LEAST.replace("keyset-file: keyset.json", "kms-key: \"" + arn + "\"")))
                .anyMatch(fault -> fault.contains("keys.keyset-file: required"));
        assertThat(faults(LEAST.replace(
                        "keyset-file: keyset.json",
                        "keyset-file: keyset.json, kms-key: \"" + arn + "\", kms-keys-before: [x]")))
                .anyMatch(fault -> fault.contains(":4: keys.kms-keys-before: the ARN of a key"));
        assertThat(faults(LEAST.replace("keyset-file: keyset.json", "keyset-file: keyset.json, kms-key: x")))
                .singleElement()
                .asString()
                .contains(":4: keys.kms-key: the ARN of a key");
    }

    @Test
    void kms_keysBefore_areTenAtMost() {
        var arn = "arn:aws:kms:eu-central-1:111122223333:key/";
        for (var count : new int[] {10, 11}) {
            var before = IntStream.range(0, count)
                    .mapToObj(i -> "\"" + arn + i + "\"")
                    .collect(Collectors.joining(", ", "[", "]"));
            var yaml = LEAST.replace(
                    "keyset-file: keyset.json",
                    "keyset-file: keyset.json, kms-key: \"" + arn + "x\", kms-keys-before: " + before);
            if (count == 10)
                assertThat(read(yaml).gateway().kms().orElseThrow().before()).hasSize(10);
            else assertThat(faults(yaml)).singleElement().asString().contains(":4: keys.kms-keys-before: at most 10");
        }
    }

    @Test
    void faults_emptyFile_tellsEverythingThatIsRequiredAtOnce() {
        assertThat(faults(""))
                .extracting(
                        fault -> Arrays.stream(fault.split(": ", -1)).skip(1).findFirst())
                .contains(
                        Optional.of("sites"),
                        Optional.of("listen.public-url"),
                        Optional.of("pool.public-url"),
                        Optional.of("token.issuer"),
                        Optional.of("keys.vault-id"),
                        Optional.of("keys.keyset-file"),
                        Optional.of("dynamodb.region"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {any-of: [gold]}                       | any-of: each a product as source:id, such as memberpress:13
            {any-of: [any, "edd:1"]}               | any-of: either any or a list of products
            {all-of: [any]}                        | all-of: products; any goes with any-of
            {any-of: ["edd:1"], all-of: ["edd:2"]} | all-of: either any-of or all-of
            {any-of: any, after: P3651D}           | after: PT0S to P3650D
            {any-of: any, grace: P91D}             | grace: PT0S to P90D
            {any-of: any, confirmed-by: wordpress} | confirmed-by: each one of memberful
            """)
    void asksFor_faults_areToldWithTheirLine(String asks, String fault) {
        assertThat(faults(LEAST.replace("    fields:", "    asks-for: " + asks + "\n    fields:")))
                .contains("cloakroom.yaml:15: collections.profile.asks-for." + fault);
    }

    @Test
    void asksFor_products_areRead() {
        assertThat(asked("{all-of: [\"edd:1\", \"roles:gold\"]}"))
                .isEqualTo(new Requirement.AllOf(Set.of("edd:1", "roles:gold"), PLAIN));
        assertThat(asked("{any-of: \"memberpress:13\"}"))
                .isEqualTo(new Requirement.AnyOf(Set.of("memberpress:13"), PLAIN));
        assertThat(asked("{}")).isEqualTo(new Requirement.Nothing());
    }

    private static final Requirement.Terms PLAIN =
            new Requirement.Terms("a membership", Duration.ZERO, Duration.ZERO, Optional.empty());

    private Requirement asked(String asks) {
        var yaml = LEAST.replace("    fields:", "    asks-for: " + asks + "\n    fields:");
        return read(yaml).gateway().collections().find("profile").orElseThrow().asks();
    }

    @Test
    void facts_ceilings_areReadAndChecked() {
        var site = read(LEAST).gateway().sites().all().getFirst();
        assertThat(site.facts().ceilings()).isEqualTo(new FactCeilings(10_000, 200));
        var yaml = LEAST.replace("    origins:", "    facts: {per-hour: 5, opened-per-hour: 0}\n    origins:");
        assertThat(faults(yaml)).containsExactly("cloakroom.yaml:8: sites.demo.facts.opened-per-hour: 1 to 1000000");
    }

    @Test
    void confirmedBy_sourceThatIsSetUp_isTaken() {
        var memberful =
                "    memberful: {url: \"https://x.memberful.com\", webhook-secret: s, api-key: k}\n    origins:";
        var yaml = LEAST.replace("    fields:", "    asks-for: {confirmed-by: memberful}\n    fields:");
        assertThat(faults(yaml))
                .containsExactly("cloakroom.yaml:15: collections.profile.asks-for.confirmed-by: "
                        + "a source that each of its sites has: sites.demo.memberful");
        var profile = read(yaml.replace("    origins:", memberful))
                .gateway()
                .collections()
                .find("profile")
                .orElseThrow();
        assertThat(profile.asks().confirmedBy()).contains("memberful");
    }

    @Test
    void sources_halfSetUp_areFaults() {
        var yaml = LEAST.replace(
                "    origins:", "    memberful: {url: \"http://x.test\"}\n    memberpress: {key: x}\n    origins:");
        assertThat(faults(yaml))
                .contains(
                        "cloakroom.yaml:8: sites.demo.memberful.url: https://host[:port][/path] (http only for localhost)",
                        "cloakroom.yaml:8: sites.demo.memberful.webhook-secret: required, as webhook-secret-file: FILE or "
                                + "webhook-secret: ${env:NAME}",
                        "cloakroom.yaml:8: sites.demo.memberful.api-key: required, as api-key-file: FILE or api-key: "
                                + "${env:NAME}",
                        "cloakroom.yaml:9: sites.demo.memberpress.webhook-key: required, as webhook-key-file: FILE or "
                                + "webhook-key: ${env:NAME}");
    }

    @Test
    void limits_ofTheRecords_areToldAndNotThrown() {
        var longName = "x".repeat(81);
        assertThat(faults(LEAST.replace("origins:", "name: " + longName + "\n    origins:")))
                .containsExactly("cloakroom.yaml:8: sites.demo.name: 1 to 80 characters");
        assertThat(faults(LEAST.replace("{name: {}}", "{name: {title: " + longName + "}}")))
                .containsExactly("cloakroom.yaml:15: collections.profile.fields.name.title: 1 to 80 characters");
        assertThat(faults(LEAST.replace("    fields:", "    title: " + longName + "\n    fields:")))
                .containsExactly("cloakroom.yaml:15: collections.profile.title: 1 to 80 characters");
        var words = "asks-for: {any-of: any, words: " + "x".repeat(121) + "}";
        assertThat(faults(LEAST.replace("    fields:", "    " + words + "\n    fields:")))
                .containsExactly("cloakroom.yaml:15: collections.profile.asks-for.words: 1 to 120 characters");
    }

    @Test
    void limits_ofNumbers_areToldAndNotThrown() {
        var fields = IntStream.range(0, 101).mapToObj(i -> "f" + i + ": {}").collect(Collectors.joining(", "));
        assertThat(faults(LEAST.replace("name: {}", fields)))
                .containsExactly("cloakroom.yaml:15: collections.profile.fields: at most 100 fields");
        var site = "    client-secret: x\n    public-key: 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n";
        var sites = IntStream.range(0, 200)
                .mapToObj(
                        i -> "  s" + i + ":\n    origins: https://s" + i + ".test\n    client-id: c" + i + "\n" + site)
                .collect(Collectors.joining());
        assertThat(faults(LEAST.replace("collections:", sites + "collections:")))
                .containsExactly("cloakroom.yaml:6: sites: at most 200");
    }

    @Test
    void fields_ofEveryType_areRead() {
        var yaml = LEAST.replace("{name: {}}", """

                  a: {type: text, characters-max: 40}
                  b: {type: number, least: -1.5, most: 500}
                  c: {type: date, most: 2026-11-25, class: secret, mask: year-only}
                  d: {type: boolean}
                  e: {type: choice, options: [A, B]}
                  f: {type: list, items-max: 3, characters-max: 20}
            """);
        var profile = read(yaml).gateway().collections().find("profile").orElseThrow();
        assertThat(profile.fields())
                .extracting(Field::type)
                .containsExactly(
                        new FieldType.Text(40),
                        new FieldType.Decimal(Optional.of(new BigDecimal("-1.5")), Optional.of(new BigDecimal("500"))),
                        new FieldType.Day(Optional.empty(), Optional.of(LocalDate.parse("2026-11-25"))),
                        new FieldType.Truth(),
                        new FieldType.Choice(List.of("A", "B")),
                        new FieldType.Items(3, 20));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            type: float                      | type: one of text, number, date, boolean, choice, list
            characters-max: 8193             | characters-max: 1 to 8192
            "type: number, least: 1e3"       | least: a number such as -1.5
            "type: number, least: 2, most: 1" | most: not below least
            "type: date, least: yesterday"   | least: a day such as 2026-11-25
            "type: date, least: 2026-11-25, most: 2026-11-24" | most: not before least
            type: choice                     | options: required, a list of options
            "type: choice, options: [a, a]"  | options: no option twice
            "type: list, items-max: 0"       | items-max: 1 to 200
            "type: number, mask: year-only, class: secret" | mask: year-only is for dates
            "mask: last-4"                   | mask: only with class: secret
            "type: date, options: [a]"       | options: unknown key; here may stand:
            """, quoteCharacter = '"')
    void fault_inAField_isToldInItsOwnWords(String settings, String fault) {
        var told = faults(LEAST.replace("{name: {}}", "{name: {" + settings + "}}"));
        assertThat(told).hasSize(1);
        assertThat(told.getFirst()).contains(": collections.profile.fields.name." + fault);
    }

    @Test
    void sites_withOneClientOrOrigin_areFaults() {
        var twin = LEAST.substring(LEAST.indexOf("  demo:"), LEAST.indexOf("collections:"))
                .replace("demo", "twin");
        assertThat(faults(LEAST.replace("collections:", twin + "collections:")))
                .containsExactly(
                        "cloakroom.yaml:13: sites.twin.origins: each once, and demo has this one",
                        "cloakroom.yaml:14: sites.twin.client-id: one of its own, and demo has this one");
    }

    @Test
    void secretKey_withoutAKeyId_isAFault() {
        assertThat(faults(LEAST.replace("region: eu-central-1", "region: eu-central-1, secret-access-key-file: x")))
                .containsExactly("cloakroom.yaml:5: dynamodb.secret-access-key-file: only with dynamodb.access-key-id");
    }

    @Test
    void accessKey_withoutAnEndpoint_isAFault() {
        assertThat(faults(LEAST.replace("region: eu-central-1", "region: eu-central-1, access-key-id: x")))
                .anyMatch(fault -> fault.contains("on AWS use a role"));
    }

    @Test
    void records_builtPastTheSettings_checkAgain() {
        assertThatThrownBy(() -> new SessionConfig(Duration.ofSeconds(59), Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("session.idle: PT1M to PT24H");
        assertThatThrownBy(() -> new ListenConfig("127.0.0.1", 65_536, 1024, 4096, Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
