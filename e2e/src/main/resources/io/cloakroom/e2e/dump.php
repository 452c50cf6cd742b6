<?php
/**
 * Takes everything out of WordPress's database, as whoever owns the site can. Input: file, where to put it. Answer: rows.
 */
namespace Cloakroom\Local;

global $wpdb;
$out = fopen(input()['file'], 'wb');
$rows = 0;
foreach ($wpdb->get_col('SHOW TABLES') as $table) {
    fwrite($out, "-- $table\n");
    foreach ($wpdb->get_results("SELECT * FROM `$table`", ARRAY_A) as $row) {
        ++$rows;
        foreach ($row as $name => $value) fwrite($out, "$name: $value\n");
    }
}
fclose($out);
answer(['rows' => $rows]);
