package io.cloakroom.gateway;

import io.cloakroom.card.EditPage;
import io.cloakroom.card.EditPage.Input;
import io.cloakroom.card.EditPage.Kind;
import io.cloakroom.http.Parameters;
import io.cloakroom.policy.Decision.Grant;
import io.cloakroom.policy.Decision.Showing;
import io.cloakroom.record.Field;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.FieldType;
import io.cloakroom.record.MemberRecord;
import io.cloakroom.record.WriteId;
import io.cloakroom.signin.Randoms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A form in which a member changes a record: empty, filled from the record, or as she has sent it. Holds the fields that she
 * may change and no others. Does not print what it holds.
 *
 * @param version of the record that it was filled from
 */
record Form(long version, WriteId writeId, List<Input> inputs, Map<FieldName, Optional<String>> changes) {
    private static final int ONE_LINE_CHARACTERS_MAX = 200;
    private static final String HIDDEN = "Hidden. Left empty, it stays as it is.";
    private static final String HIDDEN_THEN = "Hidden once it is saved.";
    private static final String KEPT = "A value is kept here that no longer fits this field. Left empty, it stays.";

    Form {
        inputs = List.copyOf(inputs);
        changes = Map.copyOf(changes);
    }

    /** The form of a record; of none, an empty one. */
    static Form of(Grant grant, Optional<MemberRecord> record) {
        var inputs = editable(grant).map(showing -> input(showing, record)).toList();
        return new Form(record.map(MemberRecord::version).orElse(0L), new WriteId(Randoms.next()), inputs, Map.of());
    }

    /**
     * A form that was sent. What nobody has touched is no change, also where a browser or we tidy it on its way.
     *
     * @param stored what is kept by now
     * @return empty if it is none of ours, whatever it may be
     */
    static Optional<Form> read(Grant grant, Parameters sent, Optional<MemberRecord> stored) {
        var version = sent.get("version").flatMap(Form::version);
        var writeId = sent.get("write").filter(WriteId::isWriteId);
        if (version.isEmpty() || writeId.isEmpty()) return Optional.empty();
        var kept = List.of(sent.get(EditPage.KEPT).orElse("").split(" "));
        var inputs = new ArrayList<Input>();
        var changes = new LinkedHashMap<FieldName, Optional<String>>();
        for (var showing : editable(grant).toList()) {
            var name = showing.field().name();
            var typed = sent.get("f." + name.value());
            if (typed.isEmpty()) return Optional.empty();
            var value = tidy(showing.field().type(), typed.get());
            var fault = value.isEmpty()
                    ? Optional.<String>empty()
                    : showing.field().type().fault(value);
            var before = stored.flatMap(found -> value(showing, found));
            var isKept = kept.contains(name.value()) || isUnfit(showing, before);
            inputs.add(input(showing, value, fault, version.get() == 0, isKept));
            // What is not in the form stays, if it is left empty there.
            if (value.isEmpty() && (isKept || showing.mask().isPresent())) continue;
            if (before.map(text -> tidy(showing.field().type(), text))
                    .orElse("")
                    .equals(value)) continue;
            changes.put(name, Optional.of(value).filter(text -> !text.isEmpty()));
        }
        return Optional.of(new Form(version.get(), new WriteId(writeId.get()), inputs, changes));
    }

    /** What was filled in; nothing of what was left empty. */
    Map<FieldName, String> values() {
        var values = new HashMap<FieldName, String>();
        changes.forEach((name, value) -> value.ifPresent(text -> values.put(name, text)));
        return values;
    }

    /** Which fields, in the collection's order. */
    List<FieldName> changed(Grant grant) {
        return grant.fields().stream()
                .map(showing -> showing.field().name())
                .filter(changes::containsKey)
                .toList();
    }

    /** Whether all that was typed is of its field's type. */
    boolean isRight() {
        return inputs.stream().allMatch(input -> input.fault().isEmpty());
    }

    /** The same, to be sent again upon a later version. */
    Form upon(long laterVersion) {
        return new Form(laterVersion, new WriteId(Randoms.next()), inputs, changes);
    }

    private static Stream<Showing> editable(Grant grant) {
        return grant.fields().stream().filter(Showing::isEditable);
    }

    private static Optional<String> value(Showing showing, MemberRecord record) {
        if (showing.mask().isPresent()) return Optional.empty();
        return Optional.ofNullable(record.fields().get(showing.field().name()));
    }

    static Optional<Long> version(String text) {
        try {
            return Optional.of(Long.parseLong(text)).filter(number -> number >= 0);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** As browsers send it, without what people do not mean: blanks around it, and empty lines of a list. */
    private static String tidy(FieldType type, String typed) {
        var text = typed.replace("\r\n", "\n").strip();
        if (!(type instanceof FieldType.Items)) return text;
        return String.join(
                "\n",
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
    }

    private static Input input(Showing showing, Optional<MemberRecord> record) {
        var stored = record.flatMap(found -> value(showing, found));
        var isKept = isUnfit(showing, stored);
        var shown = isKept ? "" : stored.orElse("");
        return input(showing, shown, Optional.empty(), record.isEmpty(), isKept);
    }

    /** Whether it was stored when the field was of another type: a browser would send something else in its place. */
    private static boolean isUnfit(Showing showing, Optional<String> stored) {
        return stored.flatMap(showing.field().type()::fault).isPresent();
    }

    private static Input input(Showing showing, String value, Optional<String> fault, boolean isNew, boolean isKept) {
        var field = showing.field();
        var hint = showing.mask().isPresent() ? Optional.of(isNew ? HIDDEN_THEN : HIDDEN) : hint(field, isKept);
        return new Input(
                field.name().value(), field.title(), kind(field, value), value, options(field), hint, fault, isKept);
    }

    private static Kind kind(Field field, String value) {
        return switch (field.type()) {
            case FieldType.Text text -> isOfLines(text, value) ? Kind.LINES : Kind.LINE;
            case FieldType.Decimal _ -> Kind.NUMBER;
            case FieldType.Day _ -> Kind.DATE;
            case FieldType.Truth _, FieldType.Choice _ -> Kind.CHOICE;
            case FieldType.Items _ -> Kind.LINES;
        };
    }

    /** Browsers drop the line ends of what stands on one line. */
    private static boolean isOfLines(FieldType.Text type, String value) {
        return type.charactersMax() > ONE_LINE_CHARACTERS_MAX || value.contains("\n");
    }

    private static List<String> options(Field field) {
        return switch (field.type()) {
            case FieldType.Choice choice -> choice.options();
            case FieldType.Truth _ -> List.of("true", "false");
            default -> List.of();
        };
    }

    private static Optional<String> hint(Field field, boolean isKept) {
        if (isKept) return Optional.of(KEPT);
        return field.type() instanceof FieldType.Items ? Optional.of("One a line.") : Optional.empty();
    }

    @Override
    public String toString() {
        return "Form[version " + version + "]";
    }
}
