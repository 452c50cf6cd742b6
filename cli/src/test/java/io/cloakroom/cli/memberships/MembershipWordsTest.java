package io.cloakroom.cli.memberships;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.membership.Membership;
import io.cloakroom.membership.Membership.Status;
import io.cloakroom.membership.Product;
import io.cloakroom.membership.Term;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MembershipWordsTest {
    @Test
    void of_hostileName_isEscapedAndInQuotes() {
        var product = new Product("edd", "7", "Gold\u202E https://evil.test é");
        var membership =
                Membership.of("k", product, Status.PAST_DUE, Term.until(Instant.parse("2026-12-01T00:00:00Z")));
        assertThat(MembershipWords.of(membership))
                .isEqualTo("edd:7 \"Gold\\u202e https://evil.test \\u00e9\" past due until 2026-12-01T00:00:00Z");
    }

    @Test
    void of_otherTerms_areTold() {
        var product = new Product("edd", "7", "");
        var seat = new Membership("k", product, Status.ACTIVE, Term.lifetime(), 1, Optional.of("4"));
        assertThat(MembershipWords.of(seat)).isEqualTo("edd:7 active for life, paid for by user 4");
        var unknown = Membership.of("k", product, Status.ACTIVE, Term.unknown());
        assertThat(MembershipWords.of(List.of(unknown, unknown)))
                .isEqualTo("edd:7 active, no end known; edd:7 active, no end known");
        assertThat(MembershipWords.of(List.of())).isEqualTo("nothing");
    }
}
