<?php
/**
 * Plugin Name: Local site
 * Description: A site that is cut off from the outside: sends no mail, and does not complain about updates it cannot have.
 */
add_filter('pre_wp_mail', '__return_true');
add_filter('site_status_tests', static function (array $tests): array {
    unset($tests['async']['dotorg_communication'], $tests['async']['background_updates']);
    return $tests;
});
