package io.cloakroom.local.dynamodb;

import io.cloakroom.aws.DynamoDb;
import io.cloakroom.aws.DynamoDbConfig;
import io.cloakroom.aws.DynamoDbConfig.AccessKey;
import io.cloakroom.aws.DynamoFactStore;
import io.cloakroom.aws.DynamoMemberKeyStore;
import io.cloakroom.aws.DynamoRecordStore;
import io.cloakroom.aws.DynamoRevocationStore;
import io.cloakroom.aws.DynamoSessionStore;
import io.cloakroom.aws.DynamoTicketStore;
import io.cloakroom.aws.TableMaker;
import io.cloakroom.config.Secret;
import io.cloakroom.local.Downloads;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.state.StateFolder;
import io.cloakroom.membership.FactStore;
import io.cloakroom.membership.FactStoreContract;
import io.cloakroom.record.RecordStore;
import io.cloakroom.record.RecordStoreContract;
import io.cloakroom.record.Tables;
import io.cloakroom.seal.MemberKeyStore;
import io.cloakroom.seal.MemberKeyStoreContract;
import io.cloakroom.session.SessionStore;
import io.cloakroom.session.SessionStoreContract;
import io.cloakroom.signin.TicketStore;
import io.cloakroom.signin.TicketStoreContract;
import io.cloakroom.token.RevocationStore;
import io.cloakroom.token.RevocationStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The stores on DynamoDB keep the same contracts as the fakes that the other tests stand on. */
@Tag("dynamodb")
final class DynamoDbStoresTest {
    private static Children children;
    private static DynamoDbLocal server;
    private static final List<DynamoDb> OPEN = new ArrayList<>();
    private static int accounts;

    @BeforeAll
    static void start(@TempDir Path temporary) throws IOException {
        Files.createDirectories(Downloads.folder());
        var state = StateFolder.open(temporary);
        children = new Children(state.logs(), state.run());
        var maven = Maven.find(System.getenv());
        var jars = DynamoDbLocalJars.fetch(Downloads.folder(), maven, children, Progress.silent());
        server = DynamoDbLocal.start(state, jars, children, Progress.silent());
    }

    @AfterAll
    static void stop() {
        OPEN.forEach(DynamoDb::close);
        children.close();
    }

    /** A store on tables of its own: DynamoDB Local keeps those of each access key apart. */
    private static <T> T empty(BiFunction<DynamoDb, Tables, T> store, Function<Tables, Tables.Table> its) {
        var key = new AccessKey("AKIATEST" + accounts++, new Secret("any"));
        var tables = new Tables("cloakroom-");
        var endpoint = Optional.of(server.endpoint().toString());
        var db = DynamoDb.connect(new DynamoDbConfig(DynamoDbLocal.REGION, endpoint, Optional.of(key), tables));
        OPEN.add(db);
        new TableMaker(db, tables).create(its.apply(tables));
        return store.apply(db, tables);
    }

    @Nested
    final class Records extends RecordStoreContract {
        @Override
        protected RecordStore store() {
            return empty(DynamoRecordStore::new, Tables::members);
        }
    }

    @Nested
    final class MemberKeys extends MemberKeyStoreContract {
        @Override
        protected MemberKeyStore store() {
            return empty(DynamoMemberKeyStore::new, Tables::keys);
        }
    }

    @Nested
    final class Facts extends FactStoreContract {
        @Override
        protected FactStore store() {
            return empty(DynamoFactStore::new, Tables::facts);
        }
    }

    @Nested
    final class Sessions extends SessionStoreContract {
        @Override
        protected SessionStore store() {
            return empty(DynamoSessionStore::new, Tables::sessions);
        }
    }

    @Nested
    final class Tickets extends TicketStoreContract {
        @Override
        protected TicketStore store() {
            return empty(DynamoTicketStore::new, Tables::tickets);
        }
    }

    @Nested
    final class Revocations extends RevocationStoreContract {
        @Override
        protected RevocationStore store() {
            return empty(DynamoRevocationStore::new, Tables::revocations);
        }
    }
}
