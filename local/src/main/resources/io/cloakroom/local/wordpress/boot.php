<?php
/**
 * Comes before each script that the local system runs in the site: loads WordPress, which needs to be told what a web server
 * would tell it, and gives the script its input and a way to answer.
 */
namespace Cloakroom\Local;

/** What the caller sent. */
function input(): array
{
    static $input = null;
    return $input ??= json_decode(stream_get_contents(STDIN), true, 16, JSON_THROW_ON_ERROR);
}

/** Sends the answer, without whatever else was printed, and ends the script. */
function answer(array $answer): never
{
    while (ob_get_level() > 0) ob_end_clean();
    echo json_encode((object) $answer, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES);
    exit(0);
}

ob_start();
(function (): void {
    $url = parse_url(getenv('CLOAKROOM_SITE_URL'));
    $_SERVER['HTTP_HOST'] = $url['host'] . ':' . $url['port'];
    $_SERVER['SERVER_NAME'] = $url['host'];
    $_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
    $_SERVER['REQUEST_METHOD'] = 'GET';
    $_SERVER['REQUEST_URI'] = '/';
    $_SERVER['REMOTE_ADDR'] = '127.0.0.1';
})();
// WordPress sends errors to its own log: the caller would see an exit status and no word.
register_shutdown_function(function (): void {
    $error = error_get_last();
    if ($error !== null && ($error['type'] & (E_ERROR | E_PARSE | E_COMPILE_ERROR | E_USER_ERROR | E_RECOVERABLE_ERROR))) {
        fwrite(STDERR, $error['message'] . "\n");
    }
});
if (getenv('CLOAKROOM_INSTALLING')) define('WP_INSTALLING', true);
require getenv('CLOAKROOM_SITE') . '/wp-load.php';
