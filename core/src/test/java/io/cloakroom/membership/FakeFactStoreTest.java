package io.cloakroom.membership;

import org.junit.jupiter.api.Nested;

final class FakeFactStoreTest extends FactStoreContract {
    @Override
    protected FactStore store() {
        return new FakeFactStore();
    }

    @Nested
    final class Ties extends LinksContract {
        @Override
        protected Links store() {
            return new FakeFactStore();
        }
    }

    @Nested
    final class Leases extends WalksContract {
        @Override
        protected Walks store() {
            return new FakeFactStore();
        }
    }

    @Nested
    final class Others extends WitnessesContract {
        @Override
        protected Witnesses store() {
            return new FakeFactStore();
        }
    }

    @Nested
    final class Containment extends HoldsContract {
        @Override
        protected Holds store() {
            return new FakeFactStore();
        }
    }
}
