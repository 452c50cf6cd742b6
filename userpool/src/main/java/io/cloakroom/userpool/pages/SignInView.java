package io.cloakroom.userpool.pages;

import java.util.Optional;

/**
 * @param clientName whom the visitor signs in to
 * @param action where the form goes
 * @param formToken shows that the form is one of ours
 * @param nameLabel what the user name is in this pool
 * @param nameKind the {@code type} of its field: {@code email}, {@code tel} or {@code text}
 * @param name what stands in the field already; may be empty
 * @param fault what went wrong the last time
 */
public record SignInView(
        String clientName,
        String action,
        String formToken,
        String nameLabel,
        String nameKind,
        String name,
        Optional<String> fault) {
    @Override
    public String toString() {
        return "SignInView[" + clientName + "]";
    }
}
