package io.cloakroom.gateway;

import io.cloakroom.http.Request;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.Ledger;
import io.cloakroom.ledger.Subject;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.RecordId;
import io.cloakroom.site.SiteId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Room 5 for the ledger: what a member asks for of her own, and what came of it. Requests of nobody in particular, and more
 * of them than somebody may send, are counted and not written: strangers cannot buy writes.
 */
final class Account {
    private final Ledger ledger;
    private final Clock clock;

    Account(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** She is shown these fields now. */
    void read(Request request, Caller caller, Question question, List<FieldName> fields) {
        ledger.note(entry(request, caller, Act.READ, subject(question, fields), Optional.empty()));
    }

    /** She is about to do this; durable when this comes back. */
    void before(Act act, Request request, Caller caller, Question question, List<FieldName> fields) {
        ledger.write(entry(request, caller, act, subject(question, fields), Optional.empty()));
    }

    /** She asked for it, and it was refused. */
    void refused(Request request, Caller caller, Question question, Errand errand, Problem problem) {
        var refusal = Optional.of(problem.code().word());
        ledger.note(entry(request, caller, act(errand), subject(question, List.of()), refusal));
    }

    /** She asked for something that is in no collection, or for all of her data, and it was refused. */
    void refused(Request request, Caller caller, Act act, Problem problem) {
        var refusal = Optional.of(problem.code().word());
        ledger.note(entry(request, caller, act, Optional.empty(), refusal));
    }

    /** What she was about to do did not come about: what was written before is taken back by this. */
    void cameToNothing(Act act, Request request, Caller caller, Problem problem) {
        var refusal = Optional.of(problem.code().word());
        ledger.write(entry(request, caller, act, Optional.empty(), refusal));
    }

    /** She reads this ledger. */
    void ledgerRead(Request request, Caller caller) {
        ledger.note(entry(request, caller, Act.LEDGER_READ, Optional.empty(), Optional.empty()));
    }

    static Act act(Errand errand) {
        return switch (errand) {
            case READ, EDIT, NEW, ASK -> Act.READ;
            case SAVE, ADD -> Act.WRITE;
            case DELETE -> Act.DELETE;
            case UNMASK -> Act.UNMASK;
        };
    }

    private static Optional<Subject> subject(Question question, List<FieldName> fields) {
        var collection = question.collection();
        var record = collection.isSingle() ? Optional.of(question.id().orElse(RecordId.SELF)) : question.id();
        return Optional.of(new Subject(collection.id(), record, fields));
    }

    /** A site passes on what a member asks for; durable when this comes back. */
    void passedOn(Request request, SiteId site, Act act, MemberId member) {
        ledger.write(entry(request, new Actor.Site(site), act, Optional.of(member), Optional.empty()));
    }

    /** A site passed it on for somebody who is none of its members. The entry is about nobody: it shall not write to others. */
    void refused(Request request, SiteId site, Act act, Problem problem) {
        var refusal = Optional.of(problem.code().word());
        ledger.note(entry(request, new Actor.Site(site), act, Optional.empty(), refusal));
    }

    private Entry entry(Request request, Actor actor, Act act, Optional<MemberId> about, Optional<String> refusal) {
        return new Entry(clock.instant(), actor, act, about, Optional.empty(), Optional.empty(), refusal, request.id());
    }

    private Entry entry(Request request, Caller caller, Act act, Optional<Subject> subject, Optional<String> refusal) {
        return new Entry(
                clock.instant(),
                new Actor.Member(caller.member(), caller.site().id()),
                act,
                Optional.of(caller.member()),
                subject,
                Optional.empty(),
                refusal,
                request.id());
    }
}
