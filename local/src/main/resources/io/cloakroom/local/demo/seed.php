<?php
/**
 * Fills the demo's site: pages with cards, the login page, and the users that members have there already. May run as often as
 * one likes; what somebody has changed by hand stays.
 *
 * Input: members (name, email, display_name, sub, has_user), others (login, email, display_name), passphrase.
 * Answer: users, from member's name to WordPress user id; pages, from path to path.
 */
namespace Cloakroom\Local;

/** A page under another ("below/slug") is in the menu under that one. */
function page(string $path, string $title, string $content): int
{
    static $order = 0;
    ++$order;
    $found = get_page_by_path($path);
    if ($found) return $found->ID;
    $parent = str_contains($path, '/') ? get_page_by_path(dirname($path)) : null;
    return wp_insert_post([
        'post_type' => 'page', 'post_status' => 'publish', 'post_name' => basename($path), 'post_title' => $title,
        'post_parent' => $parent ? $parent->ID : 0,
        'post_content' => $content, 'menu_order' => $order, 'comment_status' => 'closed', 'ping_status' => 'closed',
    ], true);
}

function paragraph(string $html): string
{
    return "<!-- wp:paragraph -->\n<p>$html</p>\n<!-- /wp:paragraph -->\n\n";
}

function card(string $collection): string
{
    return '<!-- wp:cloakroom/card ' . json_encode(['collection' => $collection]) . " /-->\n\n";
}

function shortcode(string $text): string
{
    return "<!-- wp:shortcode -->\n$text\n<!-- /wp:shortcode -->\n\n";
}

function user(string $login, array $person, string $passphrase): int
{
    $found = get_user_by('login', $login);
    if ($found) return $found->ID;
    $made = wp_insert_user([
        'user_login' => $login, 'user_email' => $person['email'], 'display_name' => $person['display_name'],
        'user_pass' => $passphrase, 'role' => 'subscriber',
    ]);
    if (is_wp_error($made)) throw new \RuntimeException($made->get_error_message());
    return $made;
}

function member(array $member): int
{
    $id = user('m-' . substr(hash('sha256', $member['sub']), 0, 12), $member, wp_generate_password(40));
    update_user_meta($id, 'cloakroom_sub', $member['sub']);
    return $id;
}

$input = input();
$pages = [
    'home' => page('home', 'Home',
        paragraph('A club for people who mend: physiotherapy, training, and somebody who asks how you slept.')
        . paragraph('What you tell us about your health is kept outside this website. Your pages show it to you in a card that this website cannot read.')
        . paragraph('<a href="/my-medical-profile/">My medical profile</a> · <a href="/my-training-plan/">My training plan</a> · <a href="/my-contact-details/">My contact details</a>')),
    'my-medical-profile' => page('my-medical-profile', 'My medical profile',
        paragraph('For our therapists, and for you to check.') . card('medical-profile')),
    'my-training-plan' => page('my-training-plan', 'My training plan',
        paragraph('Agreed with your therapist, week by week.') . card('training-plan')),
    'my-contact-details' => page('my-contact-details', 'My contact details',
        paragraph('How we reach you, and whom we call if something happens.') . card('contact-details')),
    'my-contact-details/by-direct' => page('my-contact-details/by-direct', 'My contact details, by direct',
        paragraph('The same data, fetched by script of this page itself: so this website could read it, too.')
        . shortcode('[cloakroom_collection collection="contact-details" delivery="direct"]')),
    'my-contact-details/by-relay' => page('my-contact-details/by-relay', 'My contact details, by relay',
        paragraph('The same data, fetched by the server of this website, which could read it, too.')
        . shortcode('[cloakroom_collection collection="contact-details" delivery="relay"]')),
    'login' => page('login', 'Sign in', shortcode('[cloakroom_sign_in]')),
];
foreach ($pages as $slug => $id) {
    if (is_wp_error($id)) throw new \RuntimeException("$slug: " . $id->get_error_message());
}
update_option('show_on_front', 'page');
update_option('page_on_front', $pages['home']);
foreach (['sample-page', 'privacy-policy'] as $slug) {
    $sample = get_page_by_path($slug);
    if ($sample) wp_delete_post($sample->ID, true);
}
$settings = get_option('cloakroom_settings');
$settings = is_array($settings) ? $settings : [];
if (!get_role('gold')) add_role('gold', 'Gold', ['read' => true]);
update_option('cloakroom_settings', ['login_page' => $pages['login'], 'role_products' => ['gold']] + $settings);

$users = [];
foreach ($input['members'] as $member) {
    if ($member['has_user']) $users[$member['name']] = (string) member($member);
}
foreach ($input['others'] as $other) user($other['login'], $other, wp_slash($input['passphrase']));
answer(['users' => (object) $users, 'pages' => array_map('get_page_uri', $pages)]);
