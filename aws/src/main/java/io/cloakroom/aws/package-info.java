/**
 * Core's ports on AWS: the stores on DynamoDB, the user pool's token endpoint on Cognito.
 *
 * <p>Start at {@link io.cloakroom.aws.AwsParts}. An adapter here translates, sets a limit and a deadline, and decides
 * nothing. Every failure becomes one of two: no answer ({@code Unavailable}) or one that cannot be read ({@code Malformed}).
 * May use: every package of core.
 */
@NullMarked
package io.cloakroom.aws;

import org.jspecify.annotations.NullMarked;
