package io.cloakroom.seal;

final class FakeMemberKeyStoreTest extends MemberKeyStoreContract {
    @Override
    protected MemberKeyStore store() {
        return new FakeMemberKeyStore();
    }
}
