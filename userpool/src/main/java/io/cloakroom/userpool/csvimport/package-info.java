/**
 * Brings users over from a CSV file, as Cognito's import jobs do.
 *
 * <p>Start at {@link io.cloakroom.userpool.csvimport.Imports}, which works on jobs that were started; files arrive at {@link
 * io.cloakroom.userpool.csvimport.UploadEndpoint}; {@link io.cloakroom.userpool.csvimport.CsvHeader} knows the columns. May
 * use: {@code profile}, {@code store}, {@code http}.
 */
@NullMarked
package io.cloakroom.userpool.csvimport;

import org.jspecify.annotations.NullMarked;
