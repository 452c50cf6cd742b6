<?php
/**
 * Makes members who are signed in and have a token in their PHP session.
 *
 * Input: tokens, one a member; sessions, the folder of PHP's sessions. Answer: members, each with cookie and nonce.
 */
namespace Cloakroom\Local;

function cookies(int $user, string $session): string
{
    $until = time() + HOUR_IN_SECONDS;
    $login = \WP_Session_Tokens::get_instance($user)->create($until);
    $auth = wp_generate_auth_cookie($user, $until, 'auth', $login);
    $logged_in = wp_generate_auth_cookie($user, $until, 'logged_in', $login);
    // The nonce belongs to this login: WordPress looks for it here.
    $_COOKIE[LOGGED_IN_COOKIE] = $logged_in;
    return AUTH_COOKIE . '=' . rawurlencode($auth) . '; ' . LOGGED_IN_COOKIE . '=' . rawurlencode($logged_in)
        . '; ' . session_name() . '=' . $session;
}

function session(string $token): string
{
    session_id(bin2hex(random_bytes(16)));
    session_start(['use_cookies' => 0, 'cache_limiter' => '']);
    $_SESSION = ['access_token' => $token];
    $id = session_id();
    session_write_close();
    return $id;
}

function member(int $number, string $token): array
{
    $login = sprintf('member-%02d', $number);
    $user = wp_insert_user(['user_login' => $login, 'user_pass' => wp_generate_password(40), 'role' => 'subscriber']);
    if (is_wp_error($user)) throw new \RuntimeException($user->get_error_message());
    $cookies = cookies($user, session($token));
    wp_set_current_user($user);
    return ['cookie' => $cookies, 'nonce' => wp_create_nonce('classic_relay')];
}

$input = input();
session_save_path($input['sessions']);
answer(['members' => array_map(member(...), array_keys($input['tokens']), $input['tokens'])]);
