package io.cloakroom.userpool.token;

import java.util.Set;

/** The scopes that Cognito itself defines. */
public final class Scopes {
    public static final String OPENID = "openid";
    public static final String EMAIL = "email";
    public static final String PHONE = "phone";
    public static final String PROFILE = "profile";
    /** Lets its holder change the user's own attributes and second factors. */
    public static final String USER_ADMIN = "aws.cognito.signin.user.admin";

    public static final Set<String> OWN = Set.of(OPENID, EMAIL, PHONE, PROFILE, USER_ADMIN);

    private Scopes() {}
}
