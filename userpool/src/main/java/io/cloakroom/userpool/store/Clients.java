package io.cloakroom.userpool.store;

import io.cloakroom.config.Secret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The app clients of all pools. */
public final class Clients {
    private final Handle handle;

    Clients(Handle handle) {
        this.handle = handle;
    }

    public void add(Client client) {
        handle.createUpdate("INSERT INTO clients VALUES (:id, :poolId, :name, :secret, :settings, :created, :modified)")
                .bind("id", client.id())
                .bind("poolId", client.poolId())
                .bind("name", client.name())
                .bind("secret", client.secret().map(Secret::reveal))
                .bind("settings", client.settings().toJson())
                .bind("created", client.created().toEpochMilli())
                .bind("modified", client.modified().toEpochMilli())
                .execute();
    }

    public void update(Client client) {
        handle.createUpdate(
                        "UPDATE clients SET name = :name, settings = :settings, modified = :modified WHERE id = :id")
                .bind("id", client.id())
                .bind("name", client.name())
                .bind("settings", client.settings().toJson())
                .bind("modified", client.modified().toEpochMilli())
                .execute();
    }

    public Optional<Client> find(String id) {
        return handle.createQuery("SELECT * FROM clients WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> read(row))
                .findOne();
    }

    /** With the client goes everything that hangs on it. */
    public void delete(String id) {
        handle.createUpdate("DELETE FROM clients WHERE id = :id").bind("id", id).execute();
    }

    /** Ordered by id, those behind {@code after}. */
    public List<Client> list(String poolId, String after, int most) {
        return handle.createQuery(
                        "SELECT * FROM clients WHERE pool_id = :poolId AND id > :after ORDER BY id LIMIT :most")
                .bind("poolId", poolId)
                .bind("after", after)
                .bind("most", most)
                .map((row, _) -> read(row))
                .list();
    }

    private static Client read(ResultSet row) throws SQLException {
        return new Client(
                row.getString("id"),
                row.getString("pool_id"),
                row.getString("name"),
                Columns.optionalText(row, "secret").map(Secret::new),
                ClientSettings.fromJson(Columns.json(row, "settings")),
                Columns.instant(row, "created"),
                Columns.instant(row, "modified"));
    }
}
