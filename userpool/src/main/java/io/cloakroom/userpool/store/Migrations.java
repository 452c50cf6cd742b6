package io.cloakroom.userpool.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Brings a file's tables up to date, one numbered script after the other, each in a transaction of its own. */
final class Migrations {
    /** In their order. A script that has been released is never changed: a new one is added behind it. */
    private static final List<String> SCRIPTS = List.of(
            "V001.sql", "V002.sql", "V003.sql", "V004.sql", "V005.sql", "V006.sql", "V007.sql", "V008.sql", "V009.sql");

    private Migrations() {}

    static void run(Handle handle) {
        var version = version(handle);
        if (version > SCRIPTS.size()) {
            throw new IllegalStateException("the data folder was written by a newer version of the user pool");
        }
        for (var next = version; next < SCRIPTS.size(); next++) {
            var script = read(SCRIPTS.get(next));
            var number = next + 1;
            handle.useTransaction(inside -> {
                inside.createScript(script).execute();
                inside.execute("PRAGMA user_version = " + number);
            });
        }
    }

    private static int version(Handle handle) {
        return handle.createQuery("PRAGMA user_version").mapTo(Integer.class).one();
    }

    private static String read(String script) {
        try (var in = Migrations.class.getResourceAsStream(script)) {
            if (in == null) throw new IllegalStateException("no migration " + script);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
