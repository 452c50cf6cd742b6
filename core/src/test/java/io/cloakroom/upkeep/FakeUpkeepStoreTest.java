package io.cloakroom.upkeep;

import io.cloakroom.member.MemberId;
import java.util.Optional;

final class FakeUpkeepStoreTest extends UpkeepStoreContract {
    private Optional<FakeUpkeepStore> last = Optional.empty();

    @Override
    protected UpkeepStore store() {
        var store = new FakeUpkeepStore();
        last = Optional.of(store);
        return store;
    }

    @Override
    protected void spoil(MemberId member) {
        last.orElseThrow().spoil(member);
    }
}
