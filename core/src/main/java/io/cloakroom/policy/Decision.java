package io.cloakroom.policy;

import io.cloakroom.record.Field;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.Mask;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a caller may do. */
public sealed interface Decision {
    /**
     * @param fields the ones that may be opened, in the collection's order; no other may
     * @param canAdd whether the caller may add records to those that she has
     * @param canDelete whether the caller may take records away
     */
    record Grant(List<Showing> fields, boolean canAdd, boolean canDelete) implements Decision {
        public Grant {
            fields = List.copyOf(fields);
        }

        /** Of records that stay as many as they are. */
        public Grant(List<Showing> fields) {
            this(fields, false, false);
        }

        /** The fields that the caller may see whole once she has proved herself again. */
        public List<FieldName> unmaskable() {
            return fields.stream()
                    .filter(Showing::isUnmaskable)
                    .map(showing -> showing.field().name())
                    .toList();
        }

        /**
         * The fields by whose exact value the caller may look for records: who finds by a value knows it, so they are those
         * that the caller sees whole or may.
         */
        public Set<FieldName> searchable() {
            return fields.stream()
                    .filter(showing -> showing.mask().isEmpty() || showing.isUnmaskable())
                    .map(showing -> showing.field().name())
                    .collect(Collectors.toUnmodifiableSet());
        }

        public Set<FieldName> names() {
            return fields.stream().map(showing -> showing.field().name()).collect(Collectors.toUnmodifiableSet());
        }

        /** Whether the caller may change any of them. */
        public boolean isEditable() {
            return fields.stream().anyMatch(Showing::isEditable);
        }

        /** The same without the masks that the caller may take off. */
        public Grant unmasked() {
            return new Grant(fields.stream().map(Showing::unmasked).toList(), canAdd, canDelete);
        }
    }

    /**
     * @param mask what to leave of the value; empty shows it whole
     * @param isUnmaskable whether the caller may see it whole, on a page of the gateway's own and freshly signed in
     */
    record Showing(Field field, Optional<Mask> mask, boolean isEditable, boolean isUnmaskable) {
        private Showing unmasked() {
            return isUnmaskable ? new Showing(field, Optional.empty(), isEditable, false) : this;
        }
    }

    record Denied(Denial why) implements Decision {}

    /** Why not. */
    sealed interface Denial {
        /** The collection is none of the caller's site. Told like one that does not exist. */
        record NotHere() implements Denial {}

        record DeliveryNotAllowed() implements Denial {}

        /** @param words the collection's own, such as "a Gold membership" */
        record MembershipRequired(String words) implements Denial {}

        /** No rule of the collection names a group of hers. */
        record NotForStaff() implements Denial {}

        /** Rules name a group of hers, and none of them for this purpose. */
        record OtherPurpose() implements Denial {}
    }
}
