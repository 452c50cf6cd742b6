/**
 * Seals one field under one member's key, and opens it again for that member, place and version only.
 *
 * <p>Start at {@link io.cloakroom.seal.MemberKeys}, which hands out a {@link io.cloakroom.seal.MemberKey}. A {@link
 * io.cloakroom.seal.KeyRing} wraps the keys, a {@link io.cloakroom.seal.MemberKeyStore} keeps them. {@link
 * io.cloakroom.seal.GatewayKey} seals what the gateway itself puts away, such as refresh tokens. Encryption is Tink's
 * AES-256-GCM throughout. May use: {@code config}, {@code json}, {@code upstream}, {@code member}.
 */
@NullMarked
package io.cloakroom.seal;

import org.jspecify.annotations.NullMarked;
