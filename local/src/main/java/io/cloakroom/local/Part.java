package io.cloakroom.local;

/** What can be brought up by itself. */
enum Part {
    SITE,
    DYNAMODB
}
