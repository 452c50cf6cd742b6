package io.cloakroom.userpool.store;

import io.cloakroom.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The users of all pools. */
public final class Users {
    private final Handle handle;

    Users(Handle handle) {
        this.handle = handle;
    }

    public void add(User user) {
        handle.createUpdate("INSERT INTO users VALUES"
                        + " (:sub, :poolId, :username, :status, :enabled, :attributes, :created, :modified)")
                .bind("sub", user.sub())
                .bind("poolId", user.poolId())
                .bind("username", user.username())
                .bind("status", user.status().name())
                .bind("enabled", user.enabled())
                .bind("attributes", Json.writeText(user.attributes()))
                .bind("created", user.created().toEpochMilli())
                .bind("modified", user.modified().toEpochMilli())
                .execute();
    }

    public void update(User user) {
        handle.createUpdate("UPDATE users SET status = :status, enabled = :enabled, attributes = :attributes,"
                        + " modified = :modified WHERE sub = :sub")
                .bind("sub", user.sub())
                .bind("status", user.status().name())
                .bind("enabled", user.enabled())
                .bind("attributes", Json.writeText(user.attributes()))
                .bind("modified", user.modified().toEpochMilli())
                .execute();
    }

    /** With the user goes everything that hangs on it. */
    public void delete(String sub) {
        handle.createUpdate("DELETE FROM users WHERE sub = :sub")
                .bind("sub", sub)
                .execute();
    }

    public Optional<User> find(String sub) {
        return handle.createQuery("SELECT * FROM users WHERE sub = :sub")
                .bind("sub", sub)
                .map((row, _) -> read(row))
                .findOne();
    }

    public int count(String poolId) {
        return handle.createQuery("SELECT count(*) FROM users WHERE pool_id = :poolId")
                .bind("poolId", poolId)
                .mapTo(Integer.class)
                .one();
    }

    /** Ordered by sub, those behind {@code after}. */
    public List<User> list(String poolId, Optional<UserFilter> filter, String after, int most) {
        var condition = filter.map(UserFilter::sql).orElse("1 = 1");
        var query = handle.createQuery("SELECT * FROM users WHERE pool_id = :poolId AND sub > :after AND " + condition
                        + " ORDER BY sub LIMIT :most")
                .bind("poolId", poolId)
                .bind("after", after)
                .bind("most", most);
        return bind(query, filter).map((row, _) -> read(row)).list();
    }

    private static Query bind(Query query, Optional<UserFilter> filter) {
        return filter.isEmpty()
                ? query
                : query.bind("path", filter.get().path())
                        .bind("value", filter.get().value());
    }

    private static User read(ResultSet row) throws SQLException {
        return new User(
                row.getString("sub"),
                row.getString("pool_id"),
                row.getString("username"),
                User.Status.valueOf(row.getString("status")),
                row.getBoolean("enabled"),
                Columns.texts(Columns.json(row, "attributes")),
                Columns.instant(row, "created"),
                Columns.instant(row, "modified"));
    }
}
