/**
 * DynamoDB Local, as the user fetched it: never on our class path, never passed on by us (its licence).
 *
 * <p>Start at {@link io.cloakroom.local.dynamodb.DynamoDbLocal}; {@link io.cloakroom.local.dynamodb.DynamoDbLocalJars} fetches
 * it. May use: {@code report}, {@code process}, {@code state}, core's {@code config}.
 */
@NullMarked
package io.cloakroom.local.dynamodb;

import org.jspecify.annotations.NullMarked;
