package io.cloakroom.gateway;

import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.Ledger;
import io.cloakroom.ledger.Subject;
import io.cloakroom.member.MemberId;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * Accounts for what the staff do, before it is done or shown, and for what they are refused. Where the ledger cannot be
 * written nothing is done and nothing shown.
 */
final class StaffAccount {
    private final Ledger ledger;
    private final Set<String> purposes;
    private final Problems problems;
    private final Clock clock;

    /** @param purposes that any rule declares: an entry holds none but these */
    StaffAccount(Ledger ledger, Set<String> purposes, Problems problems, Clock clock) {
        this.ledger = ledger;
        this.purposes = Set.copyOf(purposes);
        this.problems = problems;
        this.clock = clock;
    }

    /**
     * What somebody is about to do.
     *
     * @param purpose as she said it: any text
     */
    record Deed(
            Request request,
            MemberId staff,
            Act act,
            Optional<MemberId> about,
            Optional<Subject> subject,
            Optional<String> purpose) {
        static Deed of(Request request, MemberId staff, Act act) {
            return new Deed(request, staff, act, Optional.empty(), Optional.empty(), Optional.empty());
        }

        Deed because(Optional<String> said) {
            return new Deed(request, staff, act, about, subject, said);
        }

        Deed on(Subject records) {
            return new Deed(request, staff, act, about, Optional.of(records), purpose);
        }

        Deed about(MemberId member) {
            return new Deed(request, staff, act, Optional.of(member), subject, purpose);
        }
    }

    void write(Deed deed) {
        write(deed, Optional.empty());
    }

    /** It was refused, or did not come about though it was written down: that too stands there then. */
    void refused(Deed deed, Problem problem) {
        write(deed, Optional.of(problem.code().word()));
    }

    Response refuse(Deed deed, Problem problem) {
        refused(deed, problem);
        return problems.answer(deed.request(), problem);
    }

    private void write(Deed deed, Optional<String> refusal) {
        ledger.write(new Entry(
                clock.instant(),
                new Actor.Staff(deed.staff()),
                deed.act(),
                deed.about(),
                deed.subject(),
                // What nobody could have chosen is no purpose, and would be read by the member.
                deed.purpose().filter(purposes::contains),
                refusal,
                deed.request().id()));
    }
}
