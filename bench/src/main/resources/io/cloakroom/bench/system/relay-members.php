<?php
/**
 * Makes members who are signed in, and puts a token where the relay that is to be measured looks for it.
 *
 * Input: way, classic or plugin; members, each with sub and token; sessions, the folder of PHP's sessions. Answer: members, each
 * with cookie and nonce.
 */
namespace Cloakroom\Local;

const NONCES = ['classic' => 'classic_relay', 'plugin' => 'cloakroom_collection'];

/** A login as WordPress makes it, with the record that a ticket's login has; its cookies. */
function sign_in(int $user, string $session_ref): string
{
    $until = time() + HOUR_IN_SECONDS;
    $record = static fn (array $session): array => $session + ['cloakroom' => ['session_ref' => $session_ref, 'end' => $until]];
    add_filter('attach_session_information', $record);
    $login = \WP_Session_Tokens::get_instance($user)->create($until);
    remove_filter('attach_session_information', $record);
    $auth = wp_generate_auth_cookie($user, $until, 'auth', $login);
    $logged_in = wp_generate_auth_cookie($user, $until, 'logged_in', $login);
    // From here WordPress takes the login of this process.
    $_COOKIE[LOGGED_IN_COOKIE] = $logged_in;
    wp_set_current_user($user);
    return AUTH_COOKIE . '=' . rawurlencode($auth) . '; ' . LOGGED_IN_COOKIE . '=' . rawurlencode($logged_in);
}

/** The classic place: a PHP session. */
function keep_in_session(string $token): string
{
    session_id(bin2hex(random_bytes(16)));
    session_start(['use_cookies' => 0, 'cache_limiter' => '']);
    $_SESSION = ['access_token' => $token];
    $id = session_id();
    session_write_close();
    return '; ' . session_name() . '=' . $id;
}

/** The plugin's place: the record of the login. */
function keep_in_login(string $token, string $session_ref): string
{
    $body = ['access_token' => $token, 'expires_at' => gmdate('Y-m-d\TH:i:s\Z', time() + 15 * MINUTE_IN_SECONDS)];
    $answer = ['response' => ['code' => 200], 'headers' => ['content-type' => 'application/json'], 'body' => json_encode($body)];
    $parsed = \Cloakroom\Relay_Token::parse(new \Cloakroom\Gateway_Answer($answer));
    (new \Cloakroom\Relay_Store(\Cloakroom\Settings::with_constants()))->keep($parsed, $session_ref);
    return '';
}

function member(string $way, array $member): array
{
    $name = 'm-' . substr(hash('sha256', $member['sub']), 0, 12);
    $user = wp_insert_user(['user_login' => $name, 'user_pass' => wp_generate_password(40), 'role' => 'subscriber']);
    if (is_wp_error($user)) throw new \RuntimeException($user->get_error_message());
    update_user_meta($user, 'cloakroom_sub', $member['sub']);
    $session_ref = 'session-of-' . $name;
    $cookies = sign_in($user, $session_ref);
    $cookies .= $way === 'classic' ? keep_in_session($member['token']) : keep_in_login($member['token'], $session_ref);
    return ['cookie' => $cookies, 'nonce' => wp_create_nonce(NONCES[$way])];
}

$input = input();
session_save_path($input['sessions']);
answer(['members' => array_map(static fn (array $member): array => member($input['way'], $member), $input['members'])]);
