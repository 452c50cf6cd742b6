package io.cloakroom.local.dynamodb;

import static io.cloakroom.local.dynamodb.RunningDynamoDb.TABLES;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cloakroom.aws.DynamoDb;
import io.cloakroom.aws.DynamoDbConfig.AccessKey;
import io.cloakroom.aws.DynamoDbConfig.ReadClient;
import io.cloakroom.aws.DynamoFactStore;
import io.cloakroom.aws.DynamoLedgerStore;
import io.cloakroom.aws.DynamoMemberKeyStore;
import io.cloakroom.aws.DynamoRecordStore;
import io.cloakroom.aws.DynamoRevocationStore;
import io.cloakroom.aws.DynamoSessionStore;
import io.cloakroom.aws.DynamoTicketStore;
import io.cloakroom.aws.DynamoUpkeepStore;
import io.cloakroom.aws.TableMaker;
import io.cloakroom.ledger.LedgerStore;
import io.cloakroom.ledger.LedgerStoreContract;
import io.cloakroom.member.MemberId;
import io.cloakroom.membership.FactStore;
import io.cloakroom.membership.FactStoreContract;
import io.cloakroom.membership.Holds;
import io.cloakroom.membership.HoldsContract;
import io.cloakroom.membership.Links;
import io.cloakroom.membership.LinksContract;
import io.cloakroom.membership.Walks;
import io.cloakroom.membership.WalksContract;
import io.cloakroom.membership.Witnesses;
import io.cloakroom.membership.WitnessesContract;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.RecordId;
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
import io.cloakroom.upkeep.UpkeepStore;
import io.cloakroom.upkeep.UpkeepStoreContract;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The stores on DynamoDB keep the same contracts as the fakes that the other tests stand on, whoever asks for them: our own
 * client or the SDK.
 */
@Tag("dynamodb")
@ParameterizedClass
@EnumSource(ReadClient.class)
final class DynamoDbStoresTest {
    private static RunningDynamoDb dynamoDb;
    private static final List<DynamoDb> OPEN = new ArrayList<>();
    private static final ListAppender<ILoggingEvent> LEFT_TO_THE_SDK = new ListAppender<>();

    private final ReadClient reads;

    DynamoDbStoresTest(ReadClient reads) {
        this.reads = reads;
    }

    @BeforeAll
    static void start() throws IOException {
        var log = (Logger) LoggerFactory.getLogger("io.cloakroom.aws");
        log.setLevel(Level.DEBUG);
        log.addAppender(LEFT_TO_THE_SDK);
        LEFT_TO_THE_SDK.start();
        dynamoDb = RunningDynamoDb.start();
    }

    @AfterAll
    static void stop() {
        OPEN.forEach(DynamoDb::close);
        dynamoDb.close();
        assertThat(LEFT_TO_THE_SDK.list).as("what our own client could not do").isEmpty();
    }

    private <T> T empty(BiFunction<DynamoDb, Tables, T> store, Function<Tables, Tables.Table> its) {
        var db = connect(RunningDynamoDb.newAccount());
        new TableMaker(db, TABLES).create(its.apply(TABLES));
        return store.apply(db, TABLES);
    }

    private DynamoDb connect(AccessKey account) {
        var db = DynamoDb.connect(dynamoDb.config(account, reads));
        OPEN.add(db);
        return db;
    }

    /** Records look for tombstones where keys are kept. */
    @Nested
    final class Records extends RecordStoreContract {
        private AccessKey account = RunningDynamoDb.newAccount();
        private Optional<MemberKeyStore> keys = Optional.empty();

        @Override
        protected RecordStore store() {
            account = RunningDynamoDb.newAccount();
            var db = connect(account);
            new TableMaker(db, TABLES).create(TABLES.members());
            new TableMaker(db, TABLES).create(TABLES.keys());
            keys = Optional.of(new DynamoMemberKeyStore(db, TABLES));
            return new DynamoRecordStore(db, TABLES);
        }

        @Override
        protected void bury(MemberId member) {
            keys.orElseThrow().bury(member, Instant.EPOCH);
        }

        @Override
        protected void spoil(MemberId member, CollectionId collection, RecordId id) {
            var item = Map.of(
                    "sub", AttributeValue.fromS(member.value()),
                    "item", AttributeValue.fromS(Tables.recordItem(collection, id)));
            try (var raw = dynamoDb.raw(account)) {
                raw.putItem(put -> put.tableName(TABLES.members().name()).item(item));
            }
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
    final class MemberLinks extends LinksContract {
        @Override
        protected Links store() {
            return empty(DynamoFactStore::new, Tables::facts);
        }
    }

    @Nested
    final class SiteHolds extends HoldsContract {
        @Override
        protected Holds store() {
            return empty(DynamoFactStore::new, Tables::facts);
        }
    }

    @Nested
    final class SiteWalks extends WalksContract {
        @Override
        protected Walks store() {
            return empty(DynamoFactStore::new, Tables::facts);
        }
    }

    @Nested
    final class OtherSources extends WitnessesContract {
        @Override
        protected Witnesses store() {
            return empty(DynamoFactStore::new, Tables::facts);
        }
    }

    /** What sites pass on lies with the facts, who has asked to be erased with the members. */
    @Nested
    final class Upkeep extends UpkeepStoreContract {
        private AccessKey account = RunningDynamoDb.newAccount();

        @Override
        protected UpkeepStore store() {
            account = RunningDynamoDb.newAccount();
            var db = connect(account);
            new TableMaker(db, TABLES).create(TABLES.members());
            new TableMaker(db, TABLES).create(TABLES.facts());
            return new DynamoUpkeepStore(db, TABLES);
        }

        @Override
        protected void spoil(MemberId member) {
            var item = Map.of(
                    "sub", AttributeValue.fromS(Tables.DEPARTURES), "item", AttributeValue.fromS(member.value()));
            try (var raw = dynamoDb.raw(account)) {
                raw.putItem(put -> put.tableName(TABLES.members().name()).item(item));
            }
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

    @Nested
    final class Ledger extends LedgerStoreContract {
        @Override
        protected LedgerStore store() {
            return empty(DynamoLedgerStore::new, Tables::ledger);
        }
    }
}
