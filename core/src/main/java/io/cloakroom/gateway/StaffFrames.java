package io.cloakroom.gateway;

import io.cloakroom.console.Frame;
import io.cloakroom.member.MemberId;
import java.util.Optional;

/** What stands on every page of the console: who is signed in, whom she looks at, and what for. */
final class StaffFrames {
    private final People people;

    StaffFrames(People people) {
        this.people = people;
    }

    static Frame of(StaffCaller caller) {
        return new Frame(caller.name(), Optional.empty());
    }

    Frame of(StaffVisit visit) {
        return of(visit.caller(), visit.member(), Optional.of(visit.purpose()));
    }

    /** Asks the pool what she is called: whoever looks at a person should see whether it is the right one. */
    Frame of(StaffCaller caller, MemberId member, Optional<String> purpose) {
        var person = people.person(member);
        var subject = new Frame.Subject(
                person.displayName(),
                person.email(),
                member.value(),
                purpose,
                ConsoleAddresses.member(member),
                ConsoleAddresses.member(member, purpose));
        return new Frame(caller.name(), Optional.of(subject));
    }
}
