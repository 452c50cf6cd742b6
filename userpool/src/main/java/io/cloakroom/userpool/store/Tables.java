package io.cloakroom.userpool.store;

import org.jdbi.v3.core.Handle;

/** The tables, within one transaction. Useless behind its end. */
public final class Tables {
    private final Handle handle;
    private final Carrier later;

    /** @param later gets each message that is added */
    Tables(Handle handle, Carrier later) {
        this.handle = handle;
        this.later = later;
    }

    public Pools pools() {
        return new Pools(handle);
    }

    public SigningKeys keys() {
        return new SigningKeys(handle);
    }

    public Clients clients() {
        return new Clients(handle);
    }

    public ResourceServers resourceServers() {
        return new ResourceServers(handle);
    }

    public Users users() {
        return new Users(handle);
    }

    public SignInNames names() {
        return new SignInNames(handle);
    }

    public Credentials credentials() {
        return new Credentials(handle);
    }

    public Groups groups() {
        return new Groups(handle);
    }

    public Families families() {
        return new Families(handle);
    }

    public RefreshTokens refreshTokens() {
        return new RefreshTokens(handle);
    }

    public Codes codes() {
        return new Codes(handle);
    }

    public HostedSessions hostedSessions() {
        return new HostedSessions(handle);
    }

    public Challenges challenges() {
        return new Challenges(handle);
    }

    public FactorTable factors() {
        return new FactorTable(handle);
    }

    public Passkeys passkeys() {
        return new Passkeys(handle);
    }

    public Handshakes handshakes() {
        return new Handshakes(handle);
    }

    public Lockouts lockouts() {
        return new Lockouts(handle);
    }

    public ConfirmationCodes confirmationCodes() {
        return new ConfirmationCodes(handle);
    }

    public Messages messages() {
        return new Messages(handle, later);
    }

    public Attempts attempts() {
        return new Attempts(handle);
    }

    public ImportJobs imports() {
        return new ImportJobs(handle);
    }

    public Secrets secrets() {
        return new Secrets(handle);
    }
}
