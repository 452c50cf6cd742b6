package io.cloakroom.userpool.store;

import org.jdbi.v3.core.Handle;

/** Secrets that the pool makes for itself, once for each data folder. */
public final class Secrets {
    private final Handle handle;

    Secrets(Handle handle) {
        this.handle = handle;
    }

    /** The secret of this name, made now if there is none. */
    public String get(String name) {
        handle.createUpdate("INSERT OR IGNORE INTO secrets VALUES (:name, :value)")
                .bind("name", name)
                .bind("value", Opaque.random())
                .execute();
        return handle.createQuery("SELECT value FROM secrets WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .one();
    }
}
