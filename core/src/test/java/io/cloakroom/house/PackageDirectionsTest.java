package io.cloakroom.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The directions of core's packages: what each may use, and nothing else. The same words stand in each package-info. */
class PackageDirectionsTest {
    private static final String ROOT = "io.cloakroom.";

    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("config", Set.of()),
            Map.entry("json", Set.of()),
            Map.entry("upstream", Set.of()),
            Map.entry("http", Set.of("config")),
            Map.entry("member", Set.of("config")),
            Map.entry("site", Set.of("config", "http")),
            Map.entry("token", Set.of("config", "json", "upstream", "member")),
            Map.entry("seal", Set.of("config", "json", "upstream", "member")),
            Map.entry("record", Set.of("config", "upstream", "member", "site", "seal")),
            Map.entry("membership", Set.of("config", "json", "upstream", "member", "site")),
            Map.entry("memberful", Set.of("config", "json", "upstream", "member", "site", "seal", "membership")),
            Map.entry("reconcile", Set.of("config", "json", "http", "upstream", "site", "seal", "membership")),
            Map.entry("ledger", Set.of("config", "json", "upstream", "member", "site", "seal", "record")),
            Map.entry(
                    "upkeep", Set.of("config", "upstream", "member", "site", "seal", "record", "membership", "ledger")),
            Map.entry("policy", Set.of("config", "site", "record", "membership")),
            Map.entry("signin", Set.of("config", "json", "http", "upstream", "member", "site", "token", "seal")),
            Map.entry(
                    "session",
                    Set.of("config", "json", "http", "upstream", "member", "site", "token", "seal", "signin")),
            Map.entry("card", Set.of("config", "http", "site", "record")),
            Map.entry("console", Set.of("http", "card")),
            Map.entry(
                    "gateway",
                    Set.of(
                            "config",
                            "json",
                            "upstream",
                            "http",
                            "member",
                            "site",
                            "token",
                            "seal",
                            "record",
                            "membership",
                            "reconcile",
                            "memberful",
                            "ledger",
                            "upkeep",
                            "policy",
                            "signin",
                            "session",
                            "card",
                            "console")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.cloakroom");

    @Test
    void packages_ofCore_useOnlyWhatTheyMay() {
        var uses = new TreeSet<String>();
        for (var user : CLASSES) {
            for (var dependency : user.getDirectDependenciesFromSelf()) {
                var from = packageOf(user);
                var to = packageOf(dependency.getTargetClass());
                if (!to.isEmpty() && !from.equals(to) && !allowed(from).contains(to)) {
                    uses.add(from + " uses " + to + ": " + dependency.getDescription());
                }
            }
        }
        assertThat(uses).isEmpty();
    }

    @Test
    void packages_ofCore_knowNoServerAndNoCloud() {
        var strangers = new TreeSet<String>();
        for (var user : CLASSES) {
            for (var dependency : user.getDirectDependenciesFromSelf()) {
                var target = dependency.getTargetClass().getPackageName();
                if (target.startsWith("io.helidon") || target.startsWith("software.amazon")) {
                    strangers.add(dependency.getDescription());
                }
            }
        }
        assertThat(strangers).isEmpty();
    }

    @Test
    void table_everyPackage_standsInIt() {
        var packages = new TreeSet<String>();
        CLASSES.forEach(user -> packages.add(packageOf(user)));
        assertThat(packages).isEqualTo(new TreeSet<>(MAY_USE.keySet()));
    }

    private static Set<String> allowed(String name) {
        return MAY_USE.getOrDefault(name, Set.of());
    }

    private static String packageOf(JavaClass type) {
        var name = type.getBaseComponentType().getPackageName();
        return name.startsWith(ROOT) ? name.substring(ROOT.length()) : "";
    }
}
