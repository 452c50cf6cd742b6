package io.cloakroom.userpool.oauth;

/** Whether an authorization request must carry a PKCE challenge. Where it carries one, S256 is the only method. */
public enum PkcePolicy {
    /** Every request, of confidential clients too (RFC 9700, 2.1.1). */
    REQUIRED,
    /** As Cognito has it: checked where it is used. */
    OPTIONAL
}
