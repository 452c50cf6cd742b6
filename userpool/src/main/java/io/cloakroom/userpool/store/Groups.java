package io.cloakroom.userpool.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The groups of all pools, and who is in them. */
public final class Groups {
    private static final String IN_ORDER = " ORDER BY precedence IS NULL, precedence, name";

    private final Handle handle;

    Groups(Handle handle) {
        this.handle = handle;
    }

    public void add(Group group) {
        handle.createUpdate("INSERT INTO user_groups VALUES"
                        + " (:poolId, :name, :description, :precedence, :created, :modified)")
                .bind("poolId", group.poolId())
                .bind("name", group.name())
                .bind("description", group.description())
                .bind("precedence", group.precedence())
                .bind("created", group.created().toEpochMilli())
                .bind("modified", group.modified().toEpochMilli())
                .execute();
    }

    public Optional<Group> find(String poolId, String name) {
        return handle.createQuery("SELECT * FROM user_groups WHERE pool_id = :poolId AND name = :name")
                .bind("poolId", poolId)
                .bind("name", name)
                .map((row, _) -> read(row))
                .findOne();
    }

    /** A user who is in the group already stays in it. */
    public void addMember(String poolId, String group, String sub) {
        handle.createUpdate("INSERT OR IGNORE INTO group_members VALUES (:poolId, :name, :sub)")
                .bind("poolId", poolId)
                .bind("name", group)
                .bind("sub", sub)
                .execute();
    }

    /** A user who is not in the group stays out of it. */
    public void removeMember(String poolId, String group, String sub) {
        handle.createUpdate("DELETE FROM group_members WHERE pool_id = :poolId AND group_name = :name AND sub = :sub")
                .bind("poolId", poolId)
                .bind("name", group)
                .bind("sub", sub)
                .execute();
    }

    /** Ordered by name, those behind {@code after}. */
    public List<Group> list(String poolId, String after, int most) {
        return handle.createQuery("SELECT * FROM user_groups WHERE pool_id = :poolId AND name > :after"
                        + " ORDER BY name LIMIT :most")
                .bind("poolId", poolId)
                .bind("after", after)
                .bind("most", most)
                .map((row, _) -> read(row))
                .list();
    }

    /** The groups of a user, the first one first. */
    public List<Group> of(String sub) {
        return handle.createQuery("SELECT g.* FROM user_groups g JOIN group_members m"
                        + " ON m.pool_id = g.pool_id AND m.group_name = g.name WHERE m.sub = :sub" + IN_ORDER)
                .bind("sub", sub)
                .map((row, _) -> read(row))
                .list();
    }

    private static Group read(ResultSet row) throws SQLException {
        var precedence = row.getInt("precedence");
        var hasNone = row.wasNull();
        return new Group(
                row.getString("pool_id"),
                row.getString("name"),
                Columns.optionalText(row, "description"),
                hasNone ? Optional.empty() : Optional.of(precedence),
                Columns.instant(row, "created"),
                Columns.instant(row, "modified"));
    }
}
