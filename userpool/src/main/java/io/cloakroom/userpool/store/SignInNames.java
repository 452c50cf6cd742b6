package io.cloakroom.userpool.store;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Under which names users can be found. Names come folded as the pool's settings say. */
public final class SignInNames {
    /** The kind of a user's own name; the others are called as the attribute that they come from. */
    public static final String USERNAME = "username";

    private final Handle handle;

    SignInNames(Handle handle) {
        this.handle = handle;
    }

    public void add(String poolId, String name, String kind, String sub) {
        handle.createUpdate("INSERT INTO sign_in_names VALUES (:poolId, :name, :kind, :sub)")
                .bind("poolId", poolId)
                .bind("name", name)
                .bind("kind", kind)
                .bind("sub", sub)
                .execute();
    }

    /** Who has a name, and as what. */
    public record Holder(String sub, String kind) {}

    public Optional<Holder> find(String poolId, String name) {
        return handle.createQuery("SELECT sub, kind FROM sign_in_names WHERE pool_id = :poolId AND name = :name")
                .bind("poolId", poolId)
                .bind("name", name)
                .map((row, _) -> new Holder(row.getString("sub"), row.getString("kind")))
                .findOne();
    }

    public void remove(String sub, String kind) {
        handle.createUpdate("DELETE FROM sign_in_names WHERE sub = :sub AND kind = :kind")
                .bind("sub", sub)
                .bind("kind", kind)
                .execute();
    }
}
