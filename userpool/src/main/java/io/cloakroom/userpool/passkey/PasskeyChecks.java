package io.cloakroom.userpool.passkey;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestationObjectConverter;
import com.webauthn4j.converter.exception.DataConversionException;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.BadRpIdException;
import com.webauthn4j.verifier.exception.NotAllowedAlgorithmException;
import com.webauthn4j.verifier.exception.VerificationException;
import io.cloakroom.userpool.store.Passkey;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks passkeys. Which make of authenticator it is does not matter, as with Cognito: no attestation is asked for. */
public final class PasskeyChecks {
    private static final Logger LOG = LoggerFactory.getLogger(PasskeyChecks.class);
    private static final List<PublicKeyCredentialParameters> ALGORITHMS = List.of(
            new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.ES256),
            new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.RS256));

    private final ObjectConverter converter = new ObjectConverter();
    private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);
    private final AttestationObjectConverter attestations = new AttestationObjectConverter(converter);

    /** What became of a passkey that a browser has made. */
    public sealed interface Registration {
        record Made(Passkey passkey) implements Registration {}

        record Refused(Reason reason) implements Registration {}

        enum Reason {
            WRONG_ORIGIN,
            WRONG_RELYING_PARTY,
            NOT_SUPPORTED
        }
    }

    /** @param challenge the one that was given to this user for this */
    public Registration register(RelyingParty party, User user, String challenge, Presented made, Instant now) {
        if (!party.allows(made.origin())) return new Registration.Refused(Registration.Reason.WRONG_ORIGIN);
        var attestation = made.part("attestationObject");
        var clientData = made.part("clientDataJSON");
        if (attestation.isEmpty() || clientData.isEmpty()) return notSupported();
        try {
            var request = new RegistrationRequest(attestation.get(), clientData.get(), made.transports());
            var checked = manager.verify(
                    request,
                    new RegistrationParameters(
                            server(party, made, challenge), ALGORITHMS, party.demandsVerification(), true));
            return passkey(party, user, made, attestation.get(), checked, now)
                    .<Registration>map(Registration.Made::new)
                    .orElseGet(PasskeyChecks::notSupported);
        } catch (BadRpIdException fault) {
            return new Registration.Refused(Registration.Reason.WRONG_RELYING_PARTY);
        } catch (NotAllowedAlgorithmException fault) {
            return notSupported();
        } catch (VerificationException | DataConversionException fault) {
            // Its words may quote what the browser sent.
            LOG.info("passkey not made: {}", fault.getClass().getSimpleName());
            return notSupported();
        }
    }

    private static Registration notSupported() {
        return new Registration.Refused(Registration.Reason.NOT_SUPPORTED);
    }

    private static Optional<Passkey> passkey(
            RelyingParty party, User user, Presented made, byte[] attestation, RegistrationData checked, Instant now) {
        var object = Optional.ofNullable(checked.getAttestationObject());
        var data = object.map(found -> found.getAuthenticatorData());
        var id = data.map(found -> found.getAttestedCredentialData())
                .map(found -> base64Url(found.getCredentialId()))
                .filter(made.credentialId()::equals);
        return id.map(credentialId -> new Passkey(
                credentialId,
                user.sub(),
                "Passkey of " + now.toString().substring(0, 10),
                party.id(),
                base64Url(attestation),
                made.transports(),
                made.attachment(),
                data.orElseThrow().getSignCount(),
                now));
    }

    /**
     * Who has shown a passkey of hers. Belongs inside a transaction.
     *
     * @param challenge the one that was given for this, and is used up
     * @return the user's sub
     */
    public Optional<String> whose(Tables tables, RelyingParty party, String challenge, Presented shown) {
        var passkey = tables.passkeys().find(shown.credentialId());
        var count = passkey.map(found -> check(party, found, challenge, shown)).orElseGet(OptionalLong::empty);
        count.ifPresent(next -> tables.passkeys().setSignCount(shown.credentialId(), next));
        return count.isPresent() ? passkey.map(Passkey::sub) : Optional.empty();
    }

    /** The authenticator's new count; empty if it has not signed. */
    private OptionalLong check(RelyingParty party, Passkey passkey, String challenge, Presented shown) {
        if (!party.allows(shown.origin()) || !passkey.relyingParty().equals(party.id())) return OptionalLong.empty();
        var authenticatorData = shown.part("authenticatorData");
        var clientData = shown.part("clientDataJSON");
        var signature = shown.part("signature");
        if (authenticatorData.isEmpty() || clientData.isEmpty() || signature.isEmpty()) return OptionalLong.empty();
        try {
            var request = new AuthenticationRequest(
                    bytes(passkey.credentialId()), authenticatorData.get(), clientData.get(), signature.get());
            var checked = manager.verify(
                    request,
                    new AuthenticationParameters(
                            server(party, shown, challenge),
                            record(passkey),
                            List.of(bytes(passkey.credentialId())),
                            party.demandsVerification(),
                            true));
            return Optional.ofNullable(checked.getAuthenticatorData())
                    .map(data -> OptionalLong.of(data.getSignCount()))
                    .orElseGet(OptionalLong::empty);
        } catch (VerificationException | DataConversionException fault) {
            LOG.info("passkey refused: {}", fault.getClass().getSimpleName());
            return OptionalLong.empty();
        }
    }

    private CredentialRecordImpl record(Passkey passkey) {
        var object = Optional.ofNullable(attestations.convert(bytes(passkey.attestation())))
                .orElseThrow(() -> new IllegalStateException("a passkey without its attestation"));
        var record = new CredentialRecordImpl(object, null, null, Set.of());
        record.setCounter(passkey.signCount());
        return record;
    }

    /** The origin has been checked by our own rule, which knows more than a list. */
    private static ServerProperty server(RelyingParty party, Presented presented, String challenge) {
        return ServerProperty.builder()
                .origin(new Origin(presented.origin()))
                .rpId(party.id())
                .challenge(new DefaultChallenge(bytes(challenge)))
                .build();
    }

    private static byte[] bytes(String base64Url) {
        return Base64.getUrlDecoder().decode(base64Url);
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
