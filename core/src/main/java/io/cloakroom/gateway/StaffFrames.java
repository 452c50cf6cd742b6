package io.cloakroom.gateway;

import io.cloakroom.console.Frame;
import io.cloakroom.member.MemberId;
import io.cloakroom.signin.UserPool;
import io.cloakroom.signin.UserPool.Person;
import java.util.Optional;

/** What stands on every page of the console: who is signed in, whom she looks at, and what for. */
final class StaffFrames {
    private final UserPool pool;

    StaffFrames(UserPool pool) {
        this.pool = pool;
    }

    static Frame of(StaffCaller caller) {
        return new Frame(caller.name(), Optional.empty());
    }

    /** Asks the pool what she is called: whoever looks at a person should see whether it is the right one. */
    Frame of(StaffCaller caller, MemberId member, Optional<String> purpose) {
        var person = person(member);
        var subject = new Frame.Subject(
                person.displayName(),
                person.email(),
                member.value(),
                purpose,
                ConsoleAddresses.member(member),
                ConsoleAddresses.member(member, purpose));
        return new Frame(caller.name(), Optional.of(subject));
    }

    /** Whom the pool does not know has no name but her id. */
    Person person(MemberId member) {
        return pool.person(member).orElseGet(() -> new Person(member, Optional.empty(), Optional.empty()));
    }
}
