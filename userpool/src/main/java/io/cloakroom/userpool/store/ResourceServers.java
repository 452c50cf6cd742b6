package io.cloakroom.userpool.store;

import io.cloakroom.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The resource servers of all pools. */
public final class ResourceServers {
    private final Handle handle;

    ResourceServers(Handle handle) {
        this.handle = handle;
    }

    public void add(ResourceServer server) {
        handle.createUpdate("INSERT INTO resource_servers VALUES (:poolId, :identifier, :name, :scopes)")
                .bind("poolId", server.poolId())
                .bind("identifier", server.identifier())
                .bind("name", server.name())
                .bind("scopes", Json.writeText(server.scopes()))
                .execute();
    }

    public void update(ResourceServer server) {
        handle.createUpdate("UPDATE resource_servers SET name = :name, scopes = :scopes"
                        + " WHERE pool_id = :poolId AND identifier = :identifier")
                .bind("poolId", server.poolId())
                .bind("identifier", server.identifier())
                .bind("name", server.name())
                .bind("scopes", Json.writeText(server.scopes()))
                .execute();
    }

    public void delete(String poolId, String identifier) {
        handle.createUpdate("DELETE FROM resource_servers WHERE pool_id = :poolId AND identifier = :identifier")
                .bind("poolId", poolId)
                .bind("identifier", identifier)
                .execute();
    }

    public Optional<ResourceServer> find(String poolId, String identifier) {
        return handle.createQuery("SELECT * FROM resource_servers WHERE pool_id = :poolId AND identifier = :identifier")
                .bind("poolId", poolId)
                .bind("identifier", identifier)
                .map((row, _) -> read(row))
                .findOne();
    }

    /** Ordered by identifier, those behind {@code after}. */
    public List<ResourceServer> list(String poolId, String after, int most) {
        return handle.createQuery("SELECT * FROM resource_servers WHERE pool_id = :poolId AND identifier > :after"
                        + " ORDER BY identifier LIMIT :most")
                .bind("poolId", poolId)
                .bind("after", after)
                .bind("most", most)
                .map((row, _) -> read(row))
                .list();
    }

    private static ResourceServer read(ResultSet row) throws SQLException {
        return new ResourceServer(
                row.getString("pool_id"),
                row.getString("identifier"),
                row.getString("name"),
                Columns.texts(Columns.json(row, "scopes")));
    }

    /** Whether the pool has a scope of this full name, such as {@code cloakroom/read}. */
    public boolean hasScope(String poolId, String scope) {
        var cut = scope.lastIndexOf('/');
        return cut > 0
                && find(poolId, scope.substring(0, cut))
                        .filter(server -> server.scopes().containsKey(scope.substring(cut + 1)))
                        .isPresent();
    }
}
