package io.cloakroom.cli.doctor;

import io.cloakroom.aws.MappedTable;
import io.cloakroom.aws.TableInspector;
import io.cloakroom.aws.TableInspector.Finding;
import io.cloakroom.record.TableMapping;
import io.cloakroom.record.TableMapping.Sort;
import io.cloakroom.record.Tables;
import io.cloakroom.upstream.UpstreamException;
import java.util.List;

/** Whether a table of the operator's own is there, has the key that is told, and can be read. */
record MappedTableExam(TableInspector tables, TableMapping mapping, MappedTable table) implements Exam {

    @Override
    public String name() {
        return mapping.name();
    }

    @Override
    public List<Diagnosis> examine() {
        try {
            return List.of(diagnose(tables.inspect(expected())));
        } catch (UpstreamException why) {
            var advice =
                    "The gateway's role needs dynamodb:GetItem and dynamodb:Query on this table, and nothing more. "
                            + "Held by dynamodb:LeadingKeys it reaches one member's items at a time.";
            return List.of(Diagnosis.of(mapping.name(), why, advice));
        }
    }

    private Tables.Table expected() {
        var sort = mapping.sort().map(Sort::attribute).map(MappedTableExam::text).stream()
                .toList();
        return new Tables.Table(mapping.name(), text(mapping.key()), sort, List.of(), false);
    }

    private static Tables.Key text(String attribute) {
        return new Tables.Key(attribute, false);
    }

    private Diagnosis diagnose(Finding finding) {
        return switch (finding) {
            case Finding.Missing _ ->
                Diagnosis.fault(
                        mapping.name(),
                        "missing",
                        "A collection shows it: look at its table.name, and at dynamodb.region.");
            case Finding.NoCredentials _ ->
                Diagnosis.fault(
                        mapping.name(),
                        "no credentials for AWS on this machine",
                        "Run where the gateway's role is, or name a profile by AWS_PROFILE.");
            case Finding.Refused(var code) ->
                Diagnosis.fault(
                        mapping.name(),
                        "DynamoDB refuses: " + code,
                        "The role that runs this needs dynamodb:DescribeTable on it.");
            case Finding.There(var faults) when faults.isEmpty() -> readable();
            case Finding.There _ ->
                Diagnosis.fault(
                        mapping.name(),
                        "its key is another, or it is not ready",
                        "table.key.attribute and table.sort.attribute name the whole of its key, both texts.");
        };
    }

    private Diagnosis readable() {
        table.probe();
        return Diagnosis.good(mapping.name(), "there, and readable; never written");
    }
}
