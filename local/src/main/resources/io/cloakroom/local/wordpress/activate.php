<?php
/**
 * Activates a plugin that the operator owns.
 *
 * Input: plugin. Answer: name, or fault.
 */
namespace Cloakroom\Local;

require_once ABSPATH . 'wp-admin/includes/admin.php';

// Some set themselves up for whoever activates them.
wp_set_current_user(1);
$plugin = input()['plugin'];
$result = activate_plugin($plugin);
if (is_wp_error($result) && $result->get_error_code() !== 'unexpected_output') {
    answer(['fault' => wp_strip_all_tags($result->get_error_message())]);
}
$data = get_plugin_data(WP_PLUGIN_DIR . '/' . $plugin, false, false);
answer(['name' => trim($data['Name'] . ' ' . $data['Version'])]);
