package io.cloakroom.cli.doctor;

import io.cloakroom.aws.KmsInspector;
import io.cloakroom.aws.KmsInspector.Finding;
import io.cloakroom.seal.KmsConfig;
import io.cloakroom.seal.VaultId;
import io.cloakroom.upstream.UpstreamException;
import java.util.List;

/** Whether the KMS key is enabled and wraps and unwraps for us. */
record KmsExam(KmsConfig config, VaultId vault) implements Exam {
    private static final String NAME = "KMS key";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Diagnosis> examine() {
        try {
            return List.of(diagnose(new KmsInspector(config, vault).inspect()));
        } catch (UpstreamException why) {
            var advice = "Look at keys.kms-key, and at the way from this machine to KMS in its region.";
            return List.of(Diagnosis.of(NAME, why, advice));
        }
    }

    private Diagnosis diagnose(Finding finding) {
        return switch (finding) {
            case Finding.Works _ -> Diagnosis.good(NAME, config.key() + " wraps and unwraps, for one member at a time");
            case Finding.NoCredentials _ ->
                Diagnosis.fault(
                        NAME,
                        "no credentials for AWS on this machine",
                        "Run where the gateway's role is, or name a profile by AWS_PROFILE.");
            case Finding.Refused(var code) ->
                Diagnosis.fault(
                        NAME,
                        "KMS refuses: " + code,
                        "It must be an enabled, symmetric key for encryption, and the role needs kms:Encrypt and kms:Decrypt "
                                + "on it; for keys rewrap also kms:ReEncryptFrom and kms:ReEncryptTo. What it wrapped opens only "
                                + "while it is there: do not schedule its deletion.");
            case Finding.IgnoresContext _ ->
                Diagnosis.fault(
                        NAME,
                        "it unwraps in another encryption context",
                        "This is not KMS: look at keys.kms-endpoint.");
        };
    }
}
