package io.cloakroom.cli.doctor;

import io.cloakroom.record.Collection;
import java.util.List;

/** Says of a collection that nobody is shown it: its declaration names nobody. */
record UnseenExam(Collection collection) implements Exam {
    static List<Exam> of(List<Collection> collections) {
        return collections.stream()
                .filter(one -> one.deliveries().isEmpty() && one.staff().isEmpty())
                .<Exam>map(UnseenExam::new)
                .toList();
    }

    @Override
    public String name() {
        return collection.id().value();
    }

    @Override
    public List<Diagnosis> examine() {
        var key = "collections." + name();
        var advice = "Members see it by " + key + ".deliveries, the staff by " + key + ".staff.";
        return List.of(Diagnosis.warning(name(), "nobody sees it", advice));
    }
}
