package io.cloakroom.local.debian;

import java.util.List;
import java.util.stream.Stream;

/** What a machine is made ready for. */
public enum Purpose {
    /** A WordPress site: PHP, MariaDB, nginx. */
    SITE,
    /** Tests in a browser. */
    BROWSER,
    /** Tests of the plugin. */
    PHP_TESTS,
    /** Tests with clients from npm. */
    NPM_TESTS,
    /** Measuring: a load generator, and another server to compare with. */
    BENCH;

    private static final List<String> PHP_PARTS =
            List.of("cli", "fpm", "mysql", "sqlite3", "gd", "xml", "curl", "mbstring", "intl", "zip");

    /** @param phpVersion as in package names: "8.2" */
    List<Need> needs(String phpVersion) {
        return switch (this) {
            case SITE ->
                Stream.concat(
                                PHP_PARTS.stream().map(part -> Need.of("php" + phpVersion + "-" + part)),
                                Stream.of(
                                        Need.of("mariadb-server-core", "usr/sbin/mariadbd"),
                                        Need.of("mariadb-client-core", "usr/bin/mariadb"),
                                        Need.of("nginx-light", "usr/sbin/nginx")))
                        .toList();
            case BROWSER -> List.of(Need.of("chromium", "usr/bin/chromium"), Need.of("nodejs", "usr/bin/node"));
            case PHP_TESTS -> List.of(Need.of("phpunit", "usr/bin/phpunit"));
            case NPM_TESTS -> List.of(Need.of("nodejs", "usr/bin/node"), Need.of("npm", "usr/bin/npm"));
            case BENCH -> List.of(Need.of("haproxy", "usr/sbin/haproxy"), Need.of("wrk", "usr/bin/wrk"));
        };
    }

    /**
     * A package we need.
     *
     * @param program whoever has this file has what we need, from whichever package; empty for a package without one
     */
    record Need(String name, String program) {
        static Need of(String name) {
            return new Need(name, "");
        }

        static Need of(String name, String program) {
            return new Need(name, program);
        }
    }
}
