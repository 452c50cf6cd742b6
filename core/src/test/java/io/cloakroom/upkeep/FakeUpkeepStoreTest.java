package io.cloakroom.upkeep;

final class FakeUpkeepStoreTest extends UpkeepStoreContract {
    @Override
    protected UpkeepStore store() {
        return new FakeUpkeepStore();
    }
}
