package io.cloakroom.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.member.MemberId;
import io.cloakroom.membership.Links.Tie;
import io.cloakroom.site.SiteId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Links} must keep. */
public abstract class LinksContract {
    private static final SiteId DEMO = new SiteId("demo");
    private static final SiteId OTHER = new SiteId("other");
    private static final MemberId ADA = new MemberId("ada");
    private static final MemberId BEN = new MemberId("ben");

    /** An empty store. */
    protected abstract Links store();

    @Test
    void link_twoThatAreFree_tiesThemBothWays() {
        var links = store();
        assertThat(links.link(DEMO, "17", ADA)).isEqualTo(Tie.TIED);
        assertThat(links.userOf(DEMO, ADA)).contains("17");
        assertThat(links.memberOf(DEMO, "17")).contains(ADA);
        assertThat(links.userOf(OTHER, ADA)).isEmpty();
        assertThat(links.memberOf(OTHER, "17")).isEmpty();
    }

    @Test
    void link_again_isAlready() {
        var links = store();
        links.link(DEMO, "17", ADA);
        assertThat(links.link(DEMO, "17", ADA)).isEqualTo(Tie.ALREADY);
    }

    @Test
    void link_eitherSideTaken_isAConflictAndChangesNothing() {
        var links = store();
        links.link(DEMO, "17", ADA);
        assertThat(links.link(DEMO, "17", BEN)).isEqualTo(Tie.CONFLICT);
        assertThat(links.link(DEMO, "18", ADA)).isEqualTo(Tie.CONFLICT);
        assertThat(links.memberOf(DEMO, "17")).contains(ADA);
        assertThat(links.userOf(DEMO, ADA)).contains("17");
        assertThat(links.userOf(DEMO, BEN)).isEmpty();
        assertThat(links.memberOf(DEMO, "18")).isEmpty();
    }

    @Test
    void link_sameOnAnotherSite_isAnotherLink() {
        var links = store();
        links.link(DEMO, "17", ADA);
        assertThat(links.link(OTHER, "17", BEN)).isEqualTo(Tie.TIED);
        assertThat(links.link(OTHER, "18", ADA)).isEqualTo(Tie.TIED);
    }

    @Test
    void link_manyAtOnce_oneGetsIt() {
        var links = store();
        var tied = IntStream.range(0, 12)
                .parallel()
                .mapToObj(n -> links.link(DEMO, "17", new MemberId("m" + n)))
                .filter(tie -> tie == Tie.TIED)
                .count();
        assertThat(tied).isEqualTo(1);
        var winner = links.memberOf(DEMO, "17").orElseThrow();
        assertThat(links.userOf(DEMO, winner)).contains("17");
    }

    @Test
    void unlink_thoseTwo_freesBoth() {
        var links = store();
        links.link(DEMO, "17", ADA);
        assertThat(links.unlink(DEMO, "17", BEN)).isFalse();
        assertThat(links.unlink(DEMO, "18", ADA)).isFalse();
        assertThat(links.memberOf(DEMO, "17")).contains(ADA);

        assertThat(links.unlink(DEMO, "17", ADA)).isTrue();

        assertThat(links.memberOf(DEMO, "17")).isEmpty();
        assertThat(links.userOf(DEMO, ADA)).isEmpty();
        assertThat(links.link(DEMO, "17", BEN)).isEqualTo(Tie.TIED);
    }
}
