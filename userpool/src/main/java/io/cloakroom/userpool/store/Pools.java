package io.cloakroom.userpool.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The pools of this data folder. */
public final class Pools {
    private final Handle handle;

    Pools(Handle handle) {
        this.handle = handle;
    }

    public void add(Pool pool) {
        handle.createUpdate("INSERT INTO pools VALUES (:id, :name, :settings, :created, :modified)")
                .bind("id", pool.id())
                .bind("name", pool.name())
                .bind("settings", pool.settings().toJson())
                .bind("created", pool.created().toEpochMilli())
                .bind("modified", pool.modified().toEpochMilli())
                .execute();
    }

    public void update(Pool pool) {
        handle.createUpdate("UPDATE pools SET name = :name, settings = :settings, modified = :modified WHERE id = :id")
                .bind("id", pool.id())
                .bind("name", pool.name())
                .bind("settings", pool.settings().toJson())
                .bind("modified", pool.modified().toEpochMilli())
                .execute();
    }

    public Optional<Pool> find(String id) {
        return handle.createQuery("SELECT * FROM pools WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> read(row))
                .findOne();
    }

    /** With the pool goes everything that hangs on it. */
    public void delete(String id) {
        handle.createUpdate("DELETE FROM pools WHERE id = :id").bind("id", id).execute();
    }

    /** Ordered by id, those behind {@code after}. */
    public List<Pool> list(String after, int most) {
        return handle.createQuery("SELECT * FROM pools WHERE id > :after ORDER BY id LIMIT :most")
                .bind("after", after)
                .bind("most", most)
                .map((row, _) -> read(row))
                .list();
    }

    private static Pool read(ResultSet row) throws SQLException {
        return new Pool(
                row.getString("id"),
                row.getString("name"),
                PoolSettings.fromJson(Columns.json(row, "settings")),
                Columns.instant(row, "created"),
                Columns.instant(row, "modified"));
    }
}
