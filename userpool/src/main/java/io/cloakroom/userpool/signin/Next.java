package io.cloakroom.userpool.signin;

import io.cloakroom.userpool.store.Factor;
import io.cloakroom.userpool.store.User;
import java.util.List;

/** What comes next in a sign-in. Decided by {@link Sequence}, answered by the API and by the pool's own pages. */
public sealed interface Next {
    /** Nothing: she is signed in. */
    record Done(User user) implements Next {}

    /** Her password was a temporary one: she chooses her own. */
    record NewPassword(User user) implements Next {}

    /** She shows this second factor. */
    record Prove(User user, Factor factor) implements Next {}

    /** She chooses which of her second factors to show. */
    record Choose(User user, List<Factor> factors) implements Next {
        public Choose {
            factors = List.copyOf(factors);
        }
    }

    /** The pool asks for a second factor and she has none. */
    record SetUp(User user, List<Factor> factors) implements Next {
        public SetUp {
            factors = List.copyOf(factors);
        }
    }
}
