package io.cloakroom.userpool.api;

import java.util.Map;
import java.util.Set;

/** One operation of Cognito's API. */
interface Operation {
    /** What a caller must show. */
    enum Access {
        /** A request signed with the data folder's access key (Signature Version 4). */
        IAM,
        /** An access token of the user whom it is about, in its input. */
        TOKEN,
        /** The same, or the session of a sign-in that has come so far. */
        TOKEN_OR_SESSION,
        /** Nothing but what is in the request. */
        OPEN
    }

    /** As in {@code X-Amz-Target}, behind the dot. */
    String name();

    /** Whose operation it is, in {@code X-Amz-Target} before the dot. */
    default String service() {
        return "AWSCognitoIdentityProviderService";
    }

    default Access access() {
        return Access.IAM;
    }

    /**
     * The members that its input may have. Anything else is refused, known to Cognito or not: what this pool would silently
     * ignore here, Cognito would do.
     */
    Set<String> members();

    /** Known differences from Cognito, for the table in README.md; empty if there is none. */
    default String differences() {
        return "";
    }

    /**
     * @return the members of the answer
     * @throws ApiFault for every refusal
     */
    Map<String, Object> answer(ApiParts parts, Input input);
}
