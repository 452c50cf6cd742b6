package io.cloakroom.cli.doctor;

import io.cloakroom.aws.TableInspector;
import io.cloakroom.aws.TableInspector.Fault;
import io.cloakroom.aws.TableInspector.Finding;
import io.cloakroom.record.Tables;
import io.cloakroom.record.Tables.Table;
import io.cloakroom.upstream.UpstreamException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a table is there with the right keys, and tidies up where it should. */
record TableExam(TableInspector tables, Table table) implements Exam {

    @Override
    public String name() {
        return table.name();
    }

    @Override
    public List<Diagnosis> examine() {
        try {
            return List.of(diagnose(tables.inspect(table)));
        } catch (UpstreamException why) {
            var advice = "Look at dynamodb.region and dynamodb.endpoint, and at the way from this machine to them.";
            return List.of(Diagnosis.of(table.name(), why, advice));
        }
    }

    private Diagnosis diagnose(Finding finding) {
        return switch (finding) {
            case Finding.Missing _ ->
                Diagnosis.fault(table.name(), "missing", "./cloakroom tables create makes what is missing.");
            case Finding.NoCredentials _ ->
                Diagnosis.fault(
                        table.name(),
                        "no credentials for AWS on this machine",
                        "Run where the gateway's role is, or name a profile by AWS_PROFILE.");
            case Finding.Refused(var code) ->
                Diagnosis.fault(
                        table.name(),
                        "DynamoDB refuses: " + code,
                        "The role that runs this needs dynamodb:DescribeTable and dynamodb:DescribeTimeToLive.");
            case Finding.There(var faults) -> diagnose(faults);
        };
    }

    private Diagnosis diagnose(Set<Fault> faults) {
        if (faults.isEmpty()) return Diagnosis.good(table.name(), "there" + (table.expires() ? ", tidies up" : ""));
        var found = faults.stream().sorted().map(this::found).collect(Collectors.joining("; "));
        var advice = faults.stream().sorted().map(this::advice).distinct().collect(Collectors.joining(" "));
        var works = Set.of(Fault.NO_EXPIRY).containsAll(faults);
        return works ? Diagnosis.warning(table.name(), found, advice) : Diagnosis.fault(table.name(), found, advice);
    }

    private String found(Fault fault) {
        return switch (fault) {
            case KEY -> "its key is not " + key();
            case INDEX -> "it lacks an index: " + indexes();
            case NO_EXPIRY -> "nothing tidies it up: time to live is not on for " + Tables.EXPIRES;
            case NOT_READY -> "not ready yet";
        };
    }

    private String advice(Fault fault) {
        return switch (fault) {
            case KEY, INDEX ->
                "A table of this name belongs to something else, or was made by hand: set dynamodb.table-prefix, or move it "
                        + "away and run ./cloakroom tables create.";
            case NO_EXPIRY ->
                "aws dynamodb update-time-to-live --table-name " + table.name()
                        + " --time-to-live-specification Enabled=true,AttributeName=" + Tables.EXPIRES;
            case NOT_READY -> "Wait a minute and ask again.";
        };
    }

    private String key() {
        return table.sort().isEmpty()
                ? spelt(table.partition())
                : spelt(table.partition()) + " with " + spelt(table.sort().getFirst());
    }

    private String indexes() {
        return table.indexes().stream()
                .map(index -> index.name() + " on " + spelt(index.partition()))
                .collect(Collectors.joining(", "));
    }

    private static String spelt(Tables.Key key) {
        return key.attribute() + (key.isNumber() ? " (N)" : " (S)");
    }
}
