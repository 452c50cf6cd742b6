package io.cloakroom.cli.doctor;

import io.cloakroom.aws.CognitoUserPool;
import io.cloakroom.aws.DynamoDb;
import io.cloakroom.aws.DynamoFactStore;
import io.cloakroom.aws.MappedTable;
import io.cloakroom.aws.TableInspector;
import io.cloakroom.cli.doctor.Diagnosis.State;
import io.cloakroom.membership.FactStore;
import io.cloakroom.record.Collection;
import io.cloakroom.server.ServerConfig;
import io.cloakroom.signin.PoolAddresses;
import io.cloakroom.site.Site;
import io.cloakroom.site.StaffHost;
import io.cloakroom.upstream.Upstream;
import io.cloakroom.upstream.UpstreamException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Runs all exams side by side; none waits for another, and none stops another. */
public final class Doctor {
    /** More answers than any exam waits for: a last resort. */
    private static final int ANSWERS_MAX = 6;

    private final List<Ward> wards;
    private final Duration examWithin;

    private Doctor(List<Ward> wards, Duration examWithin) {
        this.wards = wards;
        this.examWithin = examWithin;
    }

    private record Ward(String title, List<Exam> exams) {}

    /** What was found in one part of the installation, in a fixed order. */
    public record Findings(String title, List<Diagnosis> diagnoses) {}

    /**
     * @param clock this machine's
     * @param answerWithin how long to wait for one answer
     */
    public static Doctor of(ServerConfig config, DynamoDb db, Clock clock, Duration answerWithin) {
        var gateway = config.gateway();
        var facts = new DynamoFactStore(db, config.dynamoDb().tables());
        var wards = new ArrayList<Ward>();
        wards.add(new Ward("Keys", keys(config)));
        wards.add(new Ward("User pool", List.of(new IssuerExam(gateway.token(), clock, answerWithin))));
        var pool = new CognitoUserPool(gateway.pool(), answerWithin, clock);
        for (var site : gateway.sites().all())
            wards.add(new Ward("Site " + site.id().value(), of(config, site, facts, pool, answerWithin)));
        gateway.staff().host().ifPresent(host -> wards.add(new Ward("Console", of(config, host, pool, answerWithin))));
        var collections = gateway.collections().all();
        var unseen = UnseenExam.of(collections);
        if (!unseen.isEmpty()) wards.add(new Ward("Collections", unseen));
        var inspector = new TableInspector(db);
        List<Exam> tables = config.dynamoDb().tables().all().stream()
                .<Exam>map(table -> new TableExam(inspector, table))
                .toList();
        wards.add(new Ward("Tables", tables));
        var mapped = mapped(collections, db, inspector);
        if (!mapped.isEmpty()) wards.add(new Ward("Tables of your own", mapped));
        return new Doctor(wards, answerWithin.multipliedBy(ANSWERS_MAX));
    }

    private static List<Exam> mapped(List<Collection> collections, DynamoDb db, TableInspector inspector) {
        return collections.stream()
                .flatMap(collection -> collection.table().stream()
                        .<Exam>map(mapping ->
                                new MappedTableExam(inspector, mapping, new MappedTable(db, collection, mapping))))
                .toList();
    }

    private static List<Exam> keys(ServerConfig config) {
        var keyset = new KeysetExam(config.keysetFile());
        return config.gateway()
                .kms()
                .<List<Exam>>map(
                        kms -> List.of(keyset, new KmsExam(kms, config.gateway().vault())))
                .orElseGet(() -> List.of(keyset));
    }

    private static List<Exam> of(
            ServerConfig config, Site site, FactStore facts, CognitoUserPool pool, Duration answerWithin) {
        var gateway = config.gateway();
        var scope = gateway.token().scope();
        var addresses = new PoolAddresses(gateway.pool(), gateway.publicUrl(), scope);
        return List.of(
                new PlacesExam(site, gateway.publicUrl(), gateway.pool().publicUrl()),
                new ClientExam(site, "sites." + site.id().value(), scope, addresses, pool, answerWithin),
                new GatewayExam(site, gateway.collections(), gateway.publicUrl(), answerWithin),
                new HoldExam(site, facts));
    }

    private static List<Exam> of(ServerConfig config, StaffHost host, CognitoUserPool pool, Duration answerWithin) {
        var scope = config.gateway().token().scope();
        var addresses = new PoolAddresses(config.gateway().pool(), host.publicUrl(), scope);
        return List.of(
                new ClientExam(host, "staff", scope, addresses, pool, answerWithin),
                new ConsoleExam(host, answerWithin),
                new PeopleExam(pool));
    }

    public List<Findings> examine() {
        try (var sideBySide = Executors.newVirtualThreadPerTaskExecutor()) {
            return wards.stream().map(ward -> begin(ward, sideBySide)).toList().stream()
                    .map(Begun::end)
                    .toList();
        }
    }

    private record Begun(String title, List<CompletableFuture<List<Diagnosis>>> exams) {
        Findings end() {
            return new Findings(
                    title, exams.stream().flatMap(exam -> exam.join().stream()).toList());
        }
    }

    private Begun begin(Ward ward, Executor executor) {
        var exams = ward.exams().stream()
                .map(exam -> CompletableFuture.supplyAsync(() -> examine(examWithin, exam), executor))
                .toList();
        return new Begun(ward.title(), exams);
    }

    static List<Diagnosis> examine(Duration within, Exam exam) {
        try {
            return Upstream.call("what this asks", within, exam::examine);
        } catch (UpstreamException late) {
            return List.of(Diagnosis.of(exam.name(), late, "Try again; all else stands."));
        } catch (RuntimeException mistake) {
            // A mistake of ours in one exam is no reason to keep the others' findings back.
            var found = "this check itself failed: " + mistake.getClass().getSimpleName();
            return List.of(
                    new Diagnosis(exam.name(), State.UNKNOWN, found, "Report this: it is a mistake of Cloakroom's."));
        }
    }
}
