package io.cloakroom.local;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The directions that the packages' own descriptions promise. */
final class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.cloakroom.local");

    @Test
    void packages_lookDownAlone() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("report")
                .definedBy("io.cloakroom.local.report")
                .layer("process")
                .definedBy("io.cloakroom.local.process")
                .layer("state")
                .definedBy("io.cloakroom.local.state")
                .layer("debian")
                .definedBy("io.cloakroom.local.debian")
                .layer("dynamodb")
                .definedBy("io.cloakroom.local.dynamodb")
                .layer("npm")
                .definedBy("io.cloakroom.local.npm")
                .layer("wordpress")
                .definedBy("io.cloakroom.local.wordpress")
                .layer("standin")
                .definedBy("io.cloakroom.local.standin")
                .layer("terminal")
                .definedBy("io.cloakroom.local.terminal")
                .layer("commands")
                .definedBy("io.cloakroom.local")
                .whereLayer("commands")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("terminal")
                .mayOnlyBeAccessedByLayers("commands")
                .whereLayer("standin")
                .mayOnlyBeAccessedByLayers("commands")
                .whereLayer("wordpress")
                .mayOnlyBeAccessedByLayers("commands")
                .whereLayer("dynamodb")
                .mayOnlyBeAccessedByLayers("commands")
                .whereLayer("npm")
                .mayOnlyBeAccessedByLayers("commands")
                .whereLayer("debian")
                .mayOnlyBeAccessedByLayers("commands", "wordpress")
                .whereLayer("state")
                .mayOnlyBeAccessedByLayers("commands", "terminal", "wordpress", "dynamodb", "npm", "debian")
                .whereLayer("process")
                .mayOnlyBeAccessedByLayers("commands", "wordpress", "dynamodb", "npm", "debian", "state")
                .check(CLASSES);
    }
}
