package io.cloakroom.memberful;

import io.cloakroom.site.MemberfulAccount;
import io.cloakroom.upstream.UpstreamException;

/** Asks Memberful. Throws {@link UpstreamException} if it does not say. */
@FunctionalInterface
public interface MemberfulAccounts {
    /** @param id of the member there */
    Account find(MemberfulAccount account, long id);
}
