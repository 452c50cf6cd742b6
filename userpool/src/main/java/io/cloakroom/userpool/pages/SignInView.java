package io.cloakroom.userpool.pages;

import java.util.List;
import java.util.Optional;

/**
 * @param clientName whom the visitor signs in to
 * @param action where the form goes
 * @param formToken shows that the form is one of ours
 * @param nameLabel what the user name is in this pool
 * @param nameKind the {@code type} of its field: {@code email}, {@code tel} or {@code text}
 * @param name what stands in the field already; may be empty
 * @param links to sign up, to a forgotten password
 * @param passkeyAction where a passkey goes, and its options come from; absent where the pool takes none
 * @param notice what went well before
 * @param fault what went wrong the last time
 */
public record SignInView(
        String clientName,
        String action,
        String formToken,
        String nameLabel,
        String nameKind,
        String name,
        List<FormView.Link> links,
        Optional<String> passkeyAction,
        Optional<String> notice,
        Optional<String> fault) {
    public SignInView {
        links = List.copyOf(links);
    }

    @Override
    public String toString() {
        return "SignInView[" + clientName + "]";
    }
}
