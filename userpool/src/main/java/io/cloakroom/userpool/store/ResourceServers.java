package io.cloakroom.userpool.store;

import io.cloakroom.json.Json;
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

    public Optional<ResourceServer> find(String poolId, String identifier) {
        return handle.createQuery("SELECT * FROM resource_servers WHERE pool_id = :poolId AND identifier = :identifier")
                .bind("poolId", poolId)
                .bind("identifier", identifier)
                .map((row, _) -> new ResourceServer(
                        row.getString("pool_id"),
                        row.getString("identifier"),
                        row.getString("name"),
                        Columns.texts(Columns.json(row, "scopes"))))
                .findOne();
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
