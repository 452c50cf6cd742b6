package io.cloakroom.userpool.api;

import java.util.List;
import java.util.Optional;

/** Every operation that this pool serves, in the order of the table in README.md. */
final class Operations {
    static final List<Operation> ALL = List.of(
            new CreateUserPool(),
            new DescribeUserPool(),
            new ListUserPools(),
            new UpdateUserPool(),
            new DeleteUserPool(),
            new RotateSigningKeys(),
            new SetUserPoolMfaConfig(),
            new GetUserPoolMfaConfig(),
            new CreateUserPoolClient(),
            new DescribeUserPoolClient(),
            new ListUserPoolClients(),
            new UpdateUserPoolClient(),
            new DeleteUserPoolClient(),
            new CreateResourceServer(),
            new DescribeResourceServer(),
            new ListResourceServers(),
            new UpdateResourceServer(),
            new DeleteResourceServer(),
            new CreateGroup(),
            new ListGroups(),
            new AdminCreateUser(),
            new AdminSetUserPassword(),
            new AdminGetUser(),
            new ListUsers(),
            new AdminUpdateUserAttributes(),
            new AdminDisableUser(),
            new AdminEnableUser(),
            new AdminDeleteUser(),
            new AdminAddUserToGroup(),
            new AdminRemoveUserFromGroup(),
            new AdminListGroupsForUser(),
            new AdminSetUserMFAPreference(),
            new AdminUserGlobalSignOut(),
            new AdminConfirmSignUp(),
            new AdminInitiateAuth(),
            new AdminRespondToAuthChallenge(),
            new InitiateAuth(),
            new RespondToAuthChallenge(),
            new GetTokensFromRefreshToken(),
            new RevokeToken(),
            new GlobalSignOut(),
            new GetUser(),
            new ChangePassword(),
            new UpdateUserAttributes(),
            new GetUserAttributeVerificationCode(),
            new VerifyUserAttribute(),
            new AssociateSoftwareToken(),
            new VerifySoftwareToken(),
            new SetUserMFAPreference(),
            new StartWebAuthnRegistration(),
            new CompleteWebAuthnRegistration(),
            new ListWebAuthnCredentials(),
            new DeleteWebAuthnCredential(),
            new SignUp(),
            new ConfirmSignUp(),
            new ResendConfirmationCode(),
            new ForgotPassword(),
            new ConfirmForgotPassword(),
            new GetCSVHeader(),
            new CreateUserImportJob(),
            new DescribeUserImportJob(),
            new ListUserImportJobs(),
            new StartUserImportJob(),
            new StopUserImportJob());

    /** Not served yet; calling one gives UnknownOperationException. */
    static final List<String> NOT_YET = List.of();

    private Operations() {}

    /** @param target service and name, with a dot in between */
    static Optional<Operation> find(String target) {
        return ALL.stream()
                .filter(operation -> target.equals(operation.service() + "." + operation.name()))
                .findFirst();
    }
}
