package io.cloakroom.userpool.store;

/** An occasion on which a pool asks a function of its owner's. */
public enum Trigger {
    PRE_SIGN_UP("PreSignUp"),
    CUSTOM_MESSAGE("CustomMessage"),
    POST_CONFIRMATION("PostConfirmation"),
    PRE_AUTHENTICATION("PreAuthentication"),
    POST_AUTHENTICATION("PostAuthentication"),
    DEFINE_AUTH_CHALLENGE("DefineAuthChallenge"),
    CREATE_AUTH_CHALLENGE("CreateAuthChallenge"),
    VERIFY_AUTH_CHALLENGE_RESPONSE("VerifyAuthChallengeResponse"),
    PRE_TOKEN_GENERATION("PreTokenGeneration"),
    USER_MIGRATION("UserMigration");

    private final String wireName;

    Trigger(String wireName) {
        this.wireName = wireName;
    }

    /** Its member of {@code LambdaConfig}, and what messages call it. */
    public String wireName() {
        return wireName;
    }
}
