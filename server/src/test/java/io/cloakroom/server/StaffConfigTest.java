package io.cloakroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.config.Settings;
import io.cloakroom.config.SettingsException;
import io.cloakroom.gateway.GatewayConfig;
import io.cloakroom.record.Field.FieldClass;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.StaffRights;
import io.cloakroom.signin.PoolApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be said of the staff and their console, and what is told of each fault. */
class StaffConfigTest {
    private static final String FILE = """
            listen: {public-url: "https://members.example.test"}
            pool: {public-url: "https://pool.test"}
            token: {issuer: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Example"}
            keys: {vault-id: test}
            sites:
              demo:
                origins: ["https://www.example.test"]
                client-id: client
                client-secret: ${env:SECRET}
                public-key: 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
            staff:
              groups: [support, care]
              public-url: https://staff.example.test
              client-id: console
              client-secret: ${env:SECRET}
            collections:
              profile:
                sites: demo
                staff:
                  support:
                    reads: [plain, sensitive, secret]
                    unmasks: [number]
                    writes: [phone]
                    purposes: [member asked, correction]
                fields:
                  phone: {class: sensitive}
                  number: {class: secret}
            """;

    @TempDir
    private Path folder;

    private GatewayConfig read(String yaml) throws Exception {
        var file = Files.writeString(folder.resolve("cloakroom.yaml"), yaml);
        var settings = Settings.read(file, Map.of("SECRET", "s3cret"));
        var config = GatewayConfig.from(settings);
        settings.done();
        return config;
    }

    private List<String> faults(String yaml) throws Exception {
        try {
            read(yaml);
            return List.of();
        } catch (SettingsException told) {
            return told.faults();
        }
    }

    @Test
    void everything_declared_isRead() throws Exception {
        var config = read(FILE);

        var host = config.staff().host().orElseThrow();
        assertThat(config.staff().groups()).containsExactlyInAnyOrder("support", "care");
        assertThat(host.authority()).isEqualTo("staff.example.test");
        assertThat(host.id().value()).isEqualTo("staff");
        assertThat(host.toString()).doesNotContain("s3cret");
        assertThat(config.collections().find("profile").orElseThrow().staff())
                .isEqualTo(Map.of(
                        "support",
                        new StaffRights(
                                Set.of(FieldClass.values()),
                                Set.of(new FieldName("number")),
                                Set.of(new FieldName("phone")),
                                List.of("member asked", "correction"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            staff.example.test | members.example.test:8443 | staff.public-url: another host name than listen.public-url: cookies know no ports
            staff.example.test | www.example.test:8443 | staff.public-url: another host name than the site's: cookies know no ports
            client-id: console | client-id: client | staff.client-id: one of its own, and demo has this one
            client-id: console | other: x | staff.client-id: required, the id of the console's app client
            client-id: console | client-id: a b | staff.client-id: the id of the console's app client
            cognito-idp.eu-central-1.amazonaws.com | issuer.test | pool.api-endpoint: required, for staff.public-url where the issuer is not one of AWS
            "https://pool.test" | "https://pool.test", api-endpoint: nowhere | pool.api-endpoint: https://host[:port][/path] (http only for localhost)
            [support, care] | [care] | collections.profile.staff.support: one of staff.groups: care
            [plain, sensitive, secret] | [secrets] | collections.profile.staff.support.reads: each one of plain, sensitive, secret
            [plain, sensitive, secret] | [] | collections.profile.staff.support.reads: required, a list of plain, sensitive, secret
            unmasks: [number] | unmasks: [phone] | collections.profile.staff.support.unmasks: all, or each a secret field that the group reads
            [plain, sensitive, secret] | [secret] | collections.profile.staff.support.writes: all, or each a field that the group reads
            purposes: [member asked, correction] | purposes: [] | collections.profile.staff.support.purposes: required, a list of purposes
            member asked | a purpose of more than forty characters it is | collections.profile.staff.support.purposes: 1 to 40 characters, on one line
            correction] | member asked] | collections.profile.staff.support.purposes: no purpose twice
              demo: | '  staff:' | sites.staff: another id: this is the console's
            """, ignoreLeadingAndTrailingWhitespace = true)
    void fault_inOneSetting_isToldWithItsLine(String right, String wrong, String told) throws Exception {
        assertThat(faults(FILE.replace(right, wrong)))
                .anyMatch(fault -> fault.contains("cloakroom.yaml:") && fault.endsWith(told));
    }

    @Test
    void poolsApi_ofAws_standsInTheIssuer() throws Exception {
        assertThat(read(FILE).pool().api())
                .contains(new PoolApi(
                        "eu-central-1_Example",
                        "eu-central-1",
                        "https://cognito-idp.eu-central-1.amazonaws.com",
                        Optional.empty()));
        var own = FILE.replace(
                "\"https://pool.test\"",
                "\"https://pool.test\", api-endpoint: \"http://localhost:1\", access-key-id: k,"
                        + " secret-access-key: \"${env:SECRET}\"");
        var api = read(own).pool().api().orElseThrow();
        assertThat(api.endpoint()).isEqualTo("http://localhost:1");
        assertThat(api.keys().orElseThrow().id()).isEqualTo("k");
        assertThat(api.toString()).doesNotContain("s3cret");
    }

    @Test
    void purpose_ofFortyCharacters_isTaken() throws Exception {
        assertThat(faults(FILE.replace("member asked", "p".repeat(40)))).isEmpty();
    }

    @Test
    void purposes_ofAGroup_areTwentyAtMost() throws Exception {
        var right = "purposes: [member asked, correction]";
        assertThat(faults(FILE.replace(right, "purposes: [" + purposes(20) + "]")))
                .isEmpty();
        assertThat(faults(FILE.replace(right, "purposes: [" + purposes(21) + "]")))
                .singleElement()
                .asString()
                .endsWith("collections.profile.staff.support.purposes: at most 20");
    }

    private static String purposes(int count) {
        return IntStream.range(0, count).mapToObj(i -> "p" + i).collect(Collectors.joining(", "));
    }

    @Test
    void groups_withTwoRules_eachReadForItself() throws Exception {
        var rules = read(FILE.replace("      support:", "      care: {reads: plain, purposes: visit}\n      support:"))
                .collections()
                .find("profile")
                .orElseThrow()
                .staff();

        assertThat(rules.get("care"))
                .isEqualTo(new StaffRights(Set.of(FieldClass.PLAIN), Set.of(), Set.of(), List.of("visit")));
        assertThat(rules).hasSize(2);
    }
}
