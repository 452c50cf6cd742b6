<?php
/**
 * Plugin Name: Classic relay
 * Description: How members' data is usually fetched for a page: the token waits in a PHP session, and an AJAX handler asks the
 * API with it. The bench installs this into a site of its own, to measure it.
 */
add_action('wp_ajax_classic_relay', static function (): void {
    session_start();
    check_ajax_referer('classic_relay');
    $token = $_SESSION['access_token'] ?? '';
    if ($token === '') wp_send_json_error(['message' => 'Sign in again.'], 401);
    $answer = wp_remote_get(BENCH_UPSTREAM, ['headers' => ['Authorization' => 'Bearer ' . $token], 'timeout' => 15]);
    if (is_wp_error($answer)) wp_send_json_error(['message' => 'Unable to retrieve data at this time.'], 503);
    $data = json_decode(wp_remote_retrieve_body($answer), true);
    if (!is_array($data)) wp_send_json_error(['message' => 'Malformed response from the API.'], 502);
    wp_send_json_success($data);
});
