package io.cloakroom.userpool.store;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Looks at a store's file from outside. */
public final class StoreCheck {
    private StoreCheck() {}

    /** Users without name or password, which one transaction makes together; the file itself must be sound. */
    public static int halfDoneUsers(Path data) {
        if (!text(data, "PRAGMA integrity_check").equals("ok")) throw new AssertionError("the file is damaged");
        return Integer.parseInt(text(
                data,
                "SELECT count(*) FROM users WHERE sub NOT IN (SELECT sub FROM credentials)"
                        + " OR sub NOT IN (SELECT sub FROM sign_in_names)"));
    }

    /** Users who wait for a code that was never kept or sent, or who are confirmed and have the code or an unverified address. */
    public static int halfConfirmedUsers(Path data) {
        return Integer.parseInt(text(
                data,
                "SELECT count(*) FROM users u WHERE status = 'UNCONFIRMED' AND NOT (EXISTS"
                        + " (SELECT 1 FROM confirmation_codes c WHERE c.sub = u.sub) AND EXISTS"
                        + " (SELECT 1 FROM messages m WHERE m.destination = u.attributes ->> '$.email'))"
                        + " OR status = 'CONFIRMED' AND (u.attributes ->> '$.email_verified' <> 'true'"
                        + " OR EXISTS (SELECT 1 FROM confirmation_codes c WHERE c.sub = u.sub))"));
    }

    private static String text(Path data, String question) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("userpool.db"));
                var statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            if (!answer.next()) throw new AssertionError("no answer");
            return answer.getString(1);
        } catch (SQLException fault) {
            throw new AssertionError("the file cannot be read", fault);
        }
    }
}
