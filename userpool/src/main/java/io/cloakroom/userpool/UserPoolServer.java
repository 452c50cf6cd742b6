package io.cloakroom.userpool;

import io.cloakroom.entry.HttpEntry;
import io.cloakroom.http.Handler;
import io.cloakroom.userpool.api.ApiEndpoint;
import io.cloakroom.userpool.api.ApiParts;
import io.cloakroom.userpool.api.Signatures;
import io.cloakroom.userpool.csvimport.Imports;
import io.cloakroom.userpool.csvimport.UploadEndpoint;
import io.cloakroom.userpool.hosted.HostedPages;
import io.cloakroom.userpool.oauth.AuthorizationCodes;
import io.cloakroom.userpool.oauth.AuthorizeRequests;
import io.cloakroom.userpool.oauth.DiscoveryEndpoints;
import io.cloakroom.userpool.oauth.RevokeEndpoint;
import io.cloakroom.userpool.oauth.TokenEndpoint;
import io.cloakroom.userpool.oauth.UserInfoEndpoint;
import io.cloakroom.userpool.outbox.OutboxEndpoint;
import io.cloakroom.userpool.pages.Pages;
import io.cloakroom.userpool.password.PasswordHasher;
import io.cloakroom.userpool.post.Post;
import io.cloakroom.userpool.quota.Quotas;
import io.cloakroom.userpool.store.AdminKey;
import io.cloakroom.userpool.store.DataFolder;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.token.AccessTokens;
import io.cloakroom.userpool.token.Issuers;
import io.cloakroom.userpool.token.TokenFamilies;
import io.cloakroom.userpool.token.TokenMint;
import io.cloakroom.userpool.trigger.Functions;
import io.cloakroom.userpool.trigger.Triggers;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;

/** A running user pool server: Cognito's API, OAuth endpoints and hosted pages on one address, for any number of pools. */
public final class UserPoolServer implements AutoCloseable {
    private final DataFolder folder;
    private final Database database;
    private final AdminKey adminKey;
    private final Imports imports;
    private final HttpEntry entry;
    private final String url;
    private final String region;

    private UserPoolServer(
            DataFolder folder,
            Database database,
            AdminKey adminKey,
            Imports imports,
            HttpEntry entry,
            String url,
            String region) {
        this.folder = folder;
        this.database = database;
        this.adminKey = adminKey;
        this.imports = imports;
        this.entry = entry;
        this.url = url;
        this.region = region;
    }

    /**
     * Opens the data folder and starts listening.
     *
     * @param clock decides every expiry
     * @throws IllegalStateException if the port is taken, or the folder is in use, cannot be used, or can be read by others
     */
    public static UserPoolServer start(UserPoolConfig config, Clock clock) {
        var folder = DataFolder.open(config.data());
        try {
            return start(config, clock, folder);
        } catch (RuntimeException fault) {
            folder.close();
            throw fault;
        }
    }

    private static UserPoolServer start(UserPoolConfig config, Clock clock, DataFolder folder) {
        var adminKey = AdminKey.in(folder);
        var database = Database.open(folder);
        try {
            return start(config, clock, folder, adminKey, database);
        } catch (RuntimeException fault) {
            database.close();
            throw fault;
        }
    }

    private static UserPoolServer start(
            UserPoolConfig config, Clock clock, DataFolder folder, AdminKey adminKey, Database database) {
        // The public address may hold the port, and the port is known once it is listened on.
        var routes = new CompletableFuture<Handler>();
        var entry = HttpEntry.start(
                config.listen(),
                request -> routes.join().handle(request),
                status -> Routes.plain(status, "This request cannot be answered."));
        try {
            var url = config.publicUrl(entry.port());
            var imports = new Imports(database, clock);
            routes.complete(routes(config, clock, adminKey, database, imports, url, entry.port()));
            imports.resume();
            return new UserPoolServer(folder, database, adminKey, imports, entry, url, config.region());
        } catch (RuntimeException fault) {
            routes.completeExceptionally(fault);
            entry.close();
            throw fault;
        }
    }

    private static Handler routes(
            UserPoolConfig config,
            Clock clock,
            AdminKey adminKey,
            Database database,
            Imports imports,
            String url,
            int port) {
        var pages = new Pages();
        var hasher = new PasswordHasher();
        var issuers = new Issuers(url);
        var mint = new TokenMint(issuers, clock);
        var accessTokens = new AccessTokens(issuers, clock);
        var families = new TokenFamilies(clock);
        var codes = new AuthorizationCodes(families, clock);
        var requests = new AuthorizeRequests(database, config.pkce());
        var triggers = new Triggers(Functions.of(config.file().functions()));
        database.setCarrier(new Post(database, triggers, config.file().mail()));
        var parts = ApiParts.of(database, hasher, mint, accessTokens, url, triggers, imports, config.region(), clock);
        return new Routes(
                url.startsWith("https:"),
                new HostNames(url, port),
                pages,
                new DiscoveryEndpoints(database, issuers),
                new ApiEndpoint(parts, new Signatures(adminKey, config.region(), clock), quotas(config, clock)),
                new TokenEndpoint(database, codes, families, mint, parts.tokenTriggers()),
                new RevokeEndpoint(database),
                new UserInfoEndpoint(database, accessTokens),
                HostedPages.of(parts, requests, codes, pages),
                new OutboxEndpoint(database, adminKey, pages),
                new UploadEndpoint(database, clock));
    }

    private static Quotas quotas(UserPoolConfig config, Clock clock) {
        return config.hasQuotas() ? Quotas.of(config.file().quotas(), clock) : Quotas.none(clock);
    }

    /** What browsers and issuers see. */
    public String url() {
        return url;
    }

    /** The port listened on, for callers on this machine that cannot resolve the public name. */
    public int port() {
        return entry.port();
    }

    /** What the API's requests are signed with. */
    public AdminKey adminKey() {
        return adminKey;
    }

    /** What the API's requests are signed for. */
    public String region() {
        return region;
    }

    @Override
    public void close() {
        entry.close();
        imports.close();
        database.close();
        folder.close();
    }
}
