package io.cloakroom.userpool.store;

import io.cloakroom.config.Secret;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** The second factors of all users. A token's secret is kept in clear: codes are computed from it. */
public final class FactorTable {
    private final Handle handle;

    FactorTable(Handle handle) {
        this.handle = handle;
    }

    public UserFactors of(String sub) {
        return handle.createQuery("SELECT * FROM user_factors WHERE sub = :sub")
                .bind("sub", sub)
                .map((row, _) -> read(row))
                .findOne()
                .orElseGet(() -> UserFactors.none(sub));
    }

    public void put(UserFactors factors) {
        handle.createUpdate("INSERT OR REPLACE INTO user_factors VALUES"
                        + " (:sub, :enabled, :preferred, :token, :pending, :lastStep)")
                .bind("sub", factors.sub())
                .bind(
                        "enabled",
                        Columns.words(
                                factors.enabled().stream().map(Factor::name).toList()))
                .bind("preferred", factors.preferred().map(Factor::name))
                .bind("token", factors.token().map(Secret::reveal))
                .bind("pending", factors.pendingToken().map(Secret::reveal))
                .bind("lastStep", factors.lastStep())
                .execute();
    }

    private static UserFactors read(ResultSet row) throws SQLException {
        return new UserFactors(
                row.getString("sub"),
                Columns.enums(Factor.class, Columns.words(row, "enabled")),
                Columns.optionalText(row, "preferred").map(Factor::valueOf),
                Columns.optionalText(row, "token").map(Secret::new),
                Columns.optionalText(row, "pending_token").map(Secret::new),
                row.getLong("last_step"));
    }
}
