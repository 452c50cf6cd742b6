package io.cloakroom.ledger;

import io.cloakroom.record.CollectionId;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.RecordId;
import io.cloakroom.site.SiteId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a line of a member's own reads says: the site; then, each on a line of this text, how many milliseconds after the
 * first it was, by which request, and what was read. What was read before is not spelled again, but named by its number.
 */
final class OwnReadsText {
    private static final String LEDGER_READ = "l";
    private static final String RECORD = "/";
    /** No record can be called so. */
    private static final String SEVERAL = "*";

    private OwnReadsText() {}

    static String write(SiteId site, List<Entry> reads) {
        var begin = reads.getFirst().at().toEpochMilli();
        var known = new ArrayList<Subject>();
        var text = new StringBuilder(site.value());
        for (var read : reads) {
            text.append('\n').append(read.act() == Act.LEDGER_READ ? LEDGER_READ : "");
            text.append(read.at().toEpochMilli() - begin).append(' ').append(read.requestId());
            read.subject().ifPresent(subject -> text.append(' ').append(spelled(subject, known)));
        }
        return text.toString();
    }

    private static String spelled(Subject subject, List<Subject> known) {
        var number = known.indexOf(subject);
        if (number >= 0) return Integer.toString(number);
        known.add(subject);
        return record(subject)
                + ' '
                + String.join(
                        ",", subject.fields().stream().map(FieldName::value).toList());
    }

    /** Most are a collection's only one, which need not be named. */
    private static String record(Subject subject) {
        var id = subject.record().map(RecordId::value).orElse(SEVERAL);
        var collection = subject.collection().value();
        return subject.record().equals(Optional.of(RecordId.SELF)) ? collection : collection + RECORD + id;
    }

    /** Reads them back; empty if they are none that this program writes. */
    static Optional<List<Entry>> read(Line.Written line, String text) {
        var parts = text.split("\n", -1);
        try {
            var actor = new Actor.Member(line.about().orElseThrow(), new SiteId(parts[0]));
            var known = new ArrayList<Subject>();
            var entries = new ArrayList<Entry>();
            for (var part : Arrays.asList(parts).subList(1, parts.length)) {
                entries.add(entry(line, actor, part.split(" ", -1), known));
            }
            return entries.size() == line.count() ? Optional.of(entries) : Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException notOurs) {
            return Optional.empty();
        }
    }

    private static Entry entry(Line.Written line, Actor actor, String[] words, List<Subject> known) {
        var isOfLedger = words[0].startsWith(LEDGER_READ);
        var later = Long.parseLong(isOfLedger ? words[0].substring(LEDGER_READ.length()) : words[0]);
        return new Entry(
                line.at().plusMillis(later),
                actor,
                isOfLedger ? Act.LEDGER_READ : Act.READ,
                line.about(),
                words.length > 2 ? Optional.of(subject(words, known)) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                words[1]);
    }

    private static Subject subject(String[] words, List<Subject> known) {
        if (words.length == 3) return known.get(Integer.parseInt(words[2]));
        var record = words[2].split(RECORD, 2);
        var fields = words[3].isEmpty()
                ? List.<FieldName>of()
                : Arrays.stream(words[3].split(",", -1)).map(FieldName::new).toList();
        var subject = new Subject(new CollectionId(record[0]), record(record), fields);
        known.add(subject);
        return subject;
    }

    private static Optional<RecordId> record(String[] parts) {
        if (parts.length == 1) return Optional.of(RecordId.SELF);
        return Optional.of(parts[1]).filter(id -> !id.equals(SEVERAL)).map(RecordId::new);
    }
}
