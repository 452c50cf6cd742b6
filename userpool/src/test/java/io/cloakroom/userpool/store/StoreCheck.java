package io.cloakroom.userpool.store;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Looks at a store's file from outside. */
public final class StoreCheck {
    private StoreCheck() {}

    /** Users without name or password, which one transaction makes together; the file itself must be sound. */
    public static int halfDoneUsers(Path data) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("userpool.db"));
                var statement = connection.createStatement()) {
            try (var sound = statement.executeQuery("PRAGMA integrity_check")) {
                if (!sound.next() || !sound.getString(1).equals("ok")) throw new AssertionError("the file is damaged");
            }
            try (var half = statement.executeQuery("SELECT count(*) FROM users WHERE sub NOT IN"
                    + " (SELECT sub FROM credentials) OR sub NOT IN (SELECT sub FROM sign_in_names)")) {
                half.next();
                return half.getInt(1);
            }
        } catch (SQLException fault) {
            throw new AssertionError("the file cannot be read", fault);
        }
    }
}
