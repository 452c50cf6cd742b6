package io.cloakroom.gateway;

import io.cloakroom.member.MemberId;
import io.cloakroom.record.Collection;
import io.cloakroom.record.RecordId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Addresses on the staff's host. The purpose goes along in each, and no value of any field in any. */
final class ConsoleAddresses {
    private ConsoleAddresses() {}

    static String member(MemberId member) {
        return StaffSignInDesk.HOME + "/members/" + member.value();
    }

    static String member(MemberId member, Optional<String> purpose) {
        return member(member) + purpose.map(text -> "?purpose=" + encoded(text)).orElse("");
    }

    /** @param errand such as {@code /edit}; empty for none */
    static String records(
            MemberId member, Collection collection, Optional<RecordId> id, String errand, String purpose) {
        return member(member) + "/records/" + collection.id().value()
                + id.map(one -> "/" + one.value()).orElse("")
                + errand
                + "?purpose="
                + encoded(purpose);
    }

    static String ledger(MemberId member, String purpose) {
        return member(member) + "/ledger?purpose=" + encoded(purpose);
    }

    /** @param before where the page before ended */
    static String ledger(MemberId member, String purpose, String before) {
        return ledger(member, purpose) + "&before=" + encoded(before);
    }

    static String prove(String back) {
        return "/session/prove?return=" + encoded(back);
    }

    /** Percent signs and no plus signs, so that what is encoded once more is still a path that may be returned to. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
